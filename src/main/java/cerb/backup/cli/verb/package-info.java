/** The verbs, a class each; the larger ones have a package of their own. */
package cerb.backup.cli.verb;
