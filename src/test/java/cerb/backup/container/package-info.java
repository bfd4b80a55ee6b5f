/**
 * The container image, built and run without a container engine.
 *
 * <p>{@code buildah bud --isolation chroot} builds {@code docker/Dockerfile} on a base made of Debian's packages ({@code .ci/image-base}). A container is a mount namespace of
 * its own with the image's root read-only, {@code /tmp} as a tmpfs that nothing can be run from, and the volumes bound in it, entered with {@code chroot} as the image's user
 * and with the image's environment and nothing of ours. What an engine adds is not proven: its network, its limits of memory and processes, dropped capabilities.
 */
package cerb.backup.container;
