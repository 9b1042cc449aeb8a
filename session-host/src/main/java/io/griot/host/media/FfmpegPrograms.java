package io.griot.host.media;

import java.nio.file.Path;

/**
 * Paths of the ffmpeg and ffprobe executables.
 *
 * @param ffmpeg converts files
 * @param ffprobe describes files
 */
public record FfmpegPrograms(Path ffmpeg, Path ffprobe) {}
