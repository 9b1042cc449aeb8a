package io.griot.host.media;

import java.util.Optional;
import java.util.stream.Stream;

/** Sound formats that every WhatsApp phone plays without conversion. */
enum SoundFormat {
  MP3("mp3", "mp3", "audio/mpeg"),
  MP4("mp4", "aac", "audio/mp4"),
  AAC("aac", "aac", "audio/aac"),
  AMR("amr", "amr_nb", "audio/amr"),
  OPUS("ogg", "opus", "audio/ogg; codecs=opus");

  private final String container;
  private final String codec;
  private final String mimetype;

  SoundFormat(String container, String codec, String mimetype) {
    this.container = container;
    this.codec = codec;
    this.mimetype = mimetype;
  }

  /** The type to declare to WhatsApp. */
  String mimetype() {
    return mimetype;
  }

  /** The format of a sound file; empty when it has a video stream or another format. */
  static Optional<SoundFormat> of(Probe probe) {
    String codec = probe.audio().map(Probe.Audio::codec).orElse("");
    return Stream.of(values())
        .filter(_ -> probe.video().isEmpty())
        .filter(format -> format.codec.equals(codec) && probe.isIn(format.container))
        .findFirst();
  }
}
