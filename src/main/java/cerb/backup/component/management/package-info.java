/**
 * What a daemon's management port answers: Camel's health and metrics, and no more than is documented.
 *
 * <p>Camel lets whoever asks choose how much health tells ({@code exposureLevel}, {@code stackTrace}, {@code data}), up to exceptions with their traces and the URIs of endpoints,
 * and no option forbids it: so a request's parameters are dropped before it answers. Its own checks say some of the same in their messages, at every level: these are replaced.
 * Whoever operates the daemon reads the rest in {@code status}, in the log and over JMX.
 */
package cerb.backup.component.management;
