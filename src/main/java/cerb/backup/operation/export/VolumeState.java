package cerb.backup.operation.export;

import java.util.List;

/**
 * What was found of one volume.
 *
 * @param name     such as {@code volume-001}
 * @param lost     whether it is not there at all, though others know of it
 * @param files    files that it should have
 * @param bytes    bytes read of it
 * @param damaged  paths of files that have other bytes than they should
 * @param missing  paths of files that are not there; of a lost volume, its packs
 */
public record VolumeState(String name, boolean lost, int files, long bytes, List<String> damaged, List<String> missing) {
    /** Copies the lists. */
    public VolumeState {
        damaged = List.copyOf(damaged);
        missing = List.copyOf(missing);
    }
}
