package cerb.backup.operation.manifest;

import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an incomplete snapshot lacks, as whoever took it was told. Bounded, since a manifest is read as a whole: what is beyond is counted.
 *
 * @param listed the first of it, in the order in which it was met
 * @param more   how much is not listed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Lacks(List<Lack> listed, long more) {
    private static final int MOST = 1000;
    /** Characters, of which JSON may make six each: far less than the longest manifest has. */
    private static final int LONGEST = 256 << 10;

    /**
     * One thing that is missing or doubtful.
     *
     * @param part    {@code database}, where the dump told it: that holds for checkpoints of the same dump, too; or {@code storage}
     * @param subject what it is about, such as a path or a table
     * @param message what is wrong
     * @param remedy  what to do so that the next recovery point has it, a sentence, or empty
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Lack(String part, String subject, String message, String remedy) {
        private static final String DATABASE = "database";
        private static final String STORAGE = "storage";

        public Lack {
            part = orEmpty(part);
            subject = orEmpty(subject);
            message = orEmpty(message);
            remedy = orEmpty(remedy);
        }

        private static String orEmpty(String text) {
            return text == null ? "" : text;
        }

        private static Lack of(Finding finding, boolean ofDump) {
            return new Lack(ofDump ? DATABASE : STORAGE, finding.subject(), finding.message(), finding.remedy());
        }

        private boolean ofDump() {
            return part.equals(DATABASE);
        }

        private int length() {
            return subject.length() + message.length() + remedy.length();
        }

        /** The same as it was told then. */
        public Finding finding() {
            return Finding.incomplete(subject, message, remedy);
        }
    }

    /** Takes no more than the bounds allow of what somebody else has written. */
    public Lacks {
        List<Lack> some = bounded(listed == null ? List.of() : listed);
        more = Math.max(0, more) + (listed == null ? 0 : listed.size() - some.size());
        listed = some;
    }

    private static List<Lack> bounded(List<Lack> all) {
        List<Lack> some = new ArrayList<>();
        int length = 0;
        for (Lack lack : all) {
            length += lack.length();
            if (some.size() == MOST || length > LONGEST) {
                break;
            }
            some.add(lack);
        }
        return List.copyOf(some);
    }

    /**
     * What makes a result incomplete.
     *
     * @param findings all that was told of it
     * @param dump     those of them that the dump told
     * @param before   of the snapshot whose dump a checkpoint takes over; null for a recovery point, and where nothing is known
     */
    public static Lacks of(Findings findings, Set<Finding> dump, Lacks before) {
        Set<Lack> all = new LinkedHashSet<>();
        findings.lacking().forEach(finding -> all.add(Lack.of(finding, dump.contains(finding))));
        if (before != null) {
            before.listed.stream().filter(Lack::ofDump).forEach(all::add);
        }
        return new Lacks(List.copyOf(all), findings.lackingMore());
    }

    /** The first of it, a sentence each, without what to do about it. */
    public List<String> first(int most) {
        return listed.stream().limit(most).map(lack -> lack.subject + ": " + lack.message).toList();
    }
}
