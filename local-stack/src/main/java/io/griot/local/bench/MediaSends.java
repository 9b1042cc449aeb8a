package io.griot.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures sends of files that need no conversion, and of files that do. */
final class MediaSends {
  private static final int SENDS = 5;
  private static final long SAMPLE_MINUTES = 5;
  private static final String NOISE = "-f lavfi -i anoisesrc=c=pink:a=0.3 ";
  private static final String PICTURES = "-f lavfi -i testsrc2=size=1280x720:rate=30 ";

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "voice, 30 s, Opus", "audio/ogg", NOISE + "-t 30 -ac 1 -c:a libopus -b:a 32k -f ogg"),
          new Sample("voice, 30 s, MP3", "audio/mpeg", NOISE + "-t 30 -b:a 128k -f mp3"),
          new Sample(
              "video, 10 s, 720p, H.264",
              "video/mp4",
              PICTURES
                  + "-t 10 -c:v libx264 -preset veryfast -crf 26 -pix_fmt yuv420p -f mp4"
                  + " -movflags +faststart"),
          new Sample(
              "video, 10 s, 720p, VP8",
              "video/webm",
              PICTURES + "-t 10 -c:v libvpx -deadline realtime -cpu-used 8 -b:v 2M -f webm"));

  private final ApiClient api;
  private final String session;
  private final String chat;

  /** All messages go to one chat through one session. */
  MediaSends(ApiClient api, String session, String chat) {
    this.api = api;
    this.session = session;
    this.chat = chat;
  }

  /** A file that ffmpeg generates. */
  private record Sample(String name, String mimetype, String recipe) {
    byte[] bytes() throws IOException, InterruptedException {
      Path file = Files.createTempFile("griot-sample-", null);
      try {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(recipe.split(" ", -1)));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        if (!process.waitFor(SAMPLE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IOException("no sample: " + name);
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    }
  }

  /** Sends each sample several times, one after another. */
  void run(Report report) throws IOException, InterruptedException {
    report.section("files, as they are and converted");
    for (Sample sample : SAMPLES) {
      report.row(sample.name, sent(message(sample)));
    }
  }

  private String sent(ObjectNode message) {
    Durations durations = new Durations();
    for (int i = 0; i < SENDS; i++) {
      Answer answer = api.post("/client/sendMessage/" + session, message);
      if (answer.status() == 202) {
        return "takes longer than a request may";
      }
      if (answer.status() != 200) {
        throw new IllegalStateException("a send failed: " + answer.status());
      }
      durations.add(answer.total());
    }
    return durations.summary();
  }

  private ObjectNode message(Sample sample) throws IOException, InterruptedException {
    ObjectNode message =
        Json.MAPPER.createObjectNode().put("chatId", chat).put("contentType", "MessageMedia");
    message
        .putObject("content")
        .put("mimetype", sample.mimetype)
        .put("data", Base64.getEncoder().encodeToString(sample.bytes()));
    message.putObject("options").put("sendAudioAsVoice", true);
    return message;
  }
}
