package cerb.backup.component.alert;

import cerb.backup.component.sink.Causes;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What has become of a message that was handed to a route.
 *
 * @param outcome what it is
 * @param reason  the words of what has failed; empty where nothing has
 */
record Delivery(Outcome outcome, String reason) {
    /** What becomes of a message. */
    enum Outcome {
        /** Everybody has got it. */
        ALL,
        /** Some of a mail's addresses have got it, and its server refuses the others, which the reason names. */
        SOME,
        /** The receiver does not want this message, and may want others. */
        REFUSED,
        /** The receiver is away, or takes nothing at the moment. */
        AWAY
    }

    /** Nothing has failed. */
    static final Delivery WHOLE = new Delivery(Outcome.ALL, "");

    /** A mail's server says of each address by itself whether it takes it, and then of the message. */
    static Delivery of(Exception failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RefusedException) {
                return new Delivery(Outcome.REFUSED, each.getMessage());
            }
            if (each instanceof SendFailedException mail) {
                return ofMail(mail);
            }
        }
        return new Delivery(Outcome.AWAY, words(failure));
    }

    private static Delivery ofMail(SendFailedException mail) {
        if (mail.getValidSentAddresses() != null && mail.getValidSentAddresses().length > 0) {
            return new Delivery(Outcome.SOME, refusedAddresses(mail));
        }
        // one that refuses every address, or the sender's, would refuse any other message likewise, until somebody mends that
        boolean content = mail instanceof SMTPSendFailedException smtp && smtp.getReturnCode() / 100 == 5 && (smtp.getCommand().equals(".") || smtp.getCommand().equals("DATA"));
        return new Delivery(content ? Outcome.REFUSED : Outcome.AWAY, content ? words(mail) : Stream.of(words(mail), refusedAddresses(mail)).filter(text -> !text.isBlank())
                .distinct().collect(Collectors.joining(": ")));
    }

    /** Each with what the server said of it. */
    private static String refusedAddresses(SendFailedException mail) {
        List<String> said = new ArrayList<>();
        for (Exception each = mail; each != null; each = each instanceof MessagingException chain ? chain.getNextException() : null) {
            if (each instanceof SMTPAddressFailedException refused) {
                said.add(refused.getAddress() + " (" + oneLine(refused.getMessage()) + ")");
            }
        }
        if (said.isEmpty()) {
            Stream.of(mail.getInvalidAddresses(), mail.getValidUnsentAddresses()).filter(addresses -> addresses != null).flatMap(Stream::of).map(Address::toString).forEach(said::add);
        }
        return said.isEmpty() ? "" : "the mail server refuses " + String.join(", ", said);
    }

    /** What a mail server says of a certificate stands below what it says of itself. */
    private static String words(Exception failure) {
        String first = failure.getMessage() == null ? "" : oneLine(failure.getMessage());
        String innermost = oneLine(Causes.of(failure));
        return first.isEmpty() || first.equals(innermost) ? innermost : first + ": " + innermost;
    }

    /** A server's answer may have several. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
