/** The verbs that need no more than a class, and what these share; the larger ones have a package of their own. */
package cerb.backup.cli.verb;
