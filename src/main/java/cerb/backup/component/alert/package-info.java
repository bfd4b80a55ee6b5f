/**
 * The component {@code alerts:}, where routes begin that tell people. What is sent, and how, is written in {@code routes/alerts.camel.yaml}; here is only what is due.
 *
 * <p>{@code alerts:problems} hands out an exchange for each problem that has begun, still lasts after a while, or has ended. It keeps no queue. At each poll the problems of
 * this moment are compared with what its receiver has been told ({@link cerb.backup.component.alert.told.Told}); what could not be delivered is therefore due again at the next poll, in its
 * newest words, as long as it lasts, and a receiver that hangs holds up nothing but its own route's thread. Every receiver has an endpoint of its own, and so a memory of its own.
 *
 * <p>What fails is one of three ({@link cerb.backup.component.alert.Delivery}): a receiver that is away is tried again soon, with everything it is owed; a message that it refuses holds back no other and
 * is offered again when a reminder would be; addresses that a mail server refuses are named, and the others have the mail. None of them turns readiness down.
 *
 * <p>{@code alerts:runs} hands out an exchange for the begin and the end of each recovery point, for a dead man's switch: a service that raises the alarm when nothing is heard. Only those
 * of the latest recovery point are kept for a service that is away, since older ones would tell it something false.
 */
package cerb.backup.component.alert;
