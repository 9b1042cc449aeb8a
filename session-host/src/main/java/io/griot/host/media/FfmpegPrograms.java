package io.griot.host.media;

import java.nio.file.Path;

/**
 * Where ffmpeg and ffprobe are.
 *
 * @param ffmpeg turns files into others
 * @param ffprobe says what a file is
 */
public record FfmpegPrograms(Path ffmpeg, Path ffprobe) {}
