/**
 * Amazon's client as the kamelet {@code s3-store} wants it, for what neither a kamelet nor Camel's component can say: keys that are read again
 * from their files, retention of objects, refused endpoints, and failures in words. What is put, listed and deleted, and how, stands in the
 * kamelet alone. A listing is read on while the store says that there is more of it.
 *
 * <p>One owner of retries: the client makes one attempt, and the sink's route decides by the type of the exception.
 * {@link cerb.backup.backend.PermanentException} is for good until a person acts; anything else may pass.
 */
package cerb.backup.component.s3;
