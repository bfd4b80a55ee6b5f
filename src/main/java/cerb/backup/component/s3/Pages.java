package cerb.backup.component.s3;

import cerb.backup.backend.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads one listing to its end. A store may answer "some or all (up to 1,000)" of the keys and say that there are more (Amazon S3 API, ListObjects), but Camel's component
 * hands on the keys alone, and who asks takes a page of fewer than {@value #FULL} for the whole.
 */
final class Pages {
    /** So many keys are not taken for the whole: more are not fetched, since they are asked for by longer prefixes. */
    private static final int FULL = 1000;

    private Pages() {}

    /**
     * Asks until the store says that there are no more, or until there are as many keys as a page can have.
     *
     * @param ask asks for one page
     * @throws TransientException if the store says that there are more and gives none
     */
    static ListObjectsResponse read(ListObjectsRequest request, Function<ListObjectsRequest, ListObjectsResponse> ask) {
        ListObjectsResponse page = ask.apply(request);
        List<S3Object> found = new ArrayList<>(page.contents());
        while (Boolean.TRUE.equals(page.isTruncated()) && found.size() < FULL) {
            // the store names no next marker where no delimiter was given: it is the last key
            String marker = found.isEmpty() ? "" : found.get(found.size() - 1).key();
            page = ask.apply(request.toBuilder().marker(marker).build());
            if (page.contents().isEmpty() || lastKey(page).compareTo(marker) <= 0) {
                throw new TransientException("the listing of " + request.prefix() + " in bucket " + request.bucket() + " ends after " + found.size()
                        + " keys, though the store says that there are more");
            }
            found.addAll(page.contents());
        }
        return page.toBuilder().contents(found).build();
    }

    private static String lastKey(ListObjectsResponse page) {
        return page.contents().get(page.contents().size() - 1).key();
    }
}
