package cerb.backup.demo.helpdesk;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * What an attachment holds: one in three is text, the others compress as little as the images and documents they are named for.
 *
 * @param name     its original name
 * @param mimeType its type
 * @param bytes    its content, the same for the same seed and number
 */
record AttachmentContent(String name, String mimeType, byte[] bytes) {
    static AttachmentContent of(long seed, long number, int meanBytes) {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        var prose = new Prose(random);
        // Between a tenth and the double of the mean; a few are empty, as with some mail programs.
        var size = number % 211 == 0 ? 0 : (int) (meanBytes * (0.1 + 1.8 * random.nextDouble()));
        return switch ((int) (number % 3)) {
            case 0 -> new AttachmentContent(prose.word() + "-" + number + ".txt", "text/plain",
                    size == 0 ? new byte[0] : prose.body(size).getBytes(StandardCharsets.UTF_8));
            case 1 -> new AttachmentContent("scan " + number + ".pdf", "application/pdf", noise(random, "%PDF-1.7\n", size));
            default -> new AttachmentContent("photo_" + number + ".jpg", "image/jpeg", noise(random, "\u00ff\u00d8", size));
        };
    }

    static byte[] noise(SplittableRandom random, String head, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        var begin = head.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(begin, 0, bytes, 0, Math.min(begin.length, size));
        return bytes;
    }
}
