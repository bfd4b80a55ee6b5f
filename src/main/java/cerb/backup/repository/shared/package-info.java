/**
 * What the packages of this room have in common: the errors of a repository, which are a closed set, the limits of its work, its listener, and what is handed from one to another.
 */
package cerb.backup.repository.shared;
