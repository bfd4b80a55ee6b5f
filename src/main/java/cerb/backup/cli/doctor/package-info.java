/**
 * The verb {@code doctor}: which examinations there are for a configuration ({@link cerb.backup.cli.doctor.Consultation}), and how findings and estimate are shown. The judging is
 * {@code cerb.backup.operation.doctor}'s. Camel is started for sinks alone, one after another.
 */
package cerb.backup.cli.doctor;
