/** The verbs, a class each, and what they share. */
package cerb.backup.cli.verb;
