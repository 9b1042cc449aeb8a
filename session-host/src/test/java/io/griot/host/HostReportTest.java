package io.griot.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.host.command.CommandMetrics;
import io.griot.host.session.Occupancy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostReportTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<String> lines = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void saysHowTheHostIsFilled() throws Exception {
    try (HostReport report = report(() -> new Occupancy(7, 3, 2))) {
      report.report();
    }

    JsonNode line = Json.readObject(lines.getFirst());
    assertThat(line.path("FreeSlots").asInt()).isEqualTo(7);
    assertThat(line.path("Sessions").asInt()).isEqualTo(3);
    assertThat(line.path("UnavailableOperations").asInt()).isEqualTo(2);
    assertThat(line.path("FreeMemory").asInt()).isBetween(0, 100);
    assertThat(line.path("FreeDisk").asInt()).isBetween(0, 100);
    assertThat(line.path("PackagesAge").asInt()).isEqualTo(5);
    assertThat(line.path("_aws").path("Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void touchesTheFileThatSaysItIsAlive() throws Exception {
    try (HostReport report = report(() -> new Occupancy(7, 3, 2))) {
      report.beat();
      report.beat();
    }

    assertThat(Files.getLastModifiedTime(alive()).toInstant()).isEqualTo(NOW);
  }

  @Test
  void isNotAliveWhenItCannotLookAtItsSessions() {
    try (HostReport report =
        report(() -> {
          throw new IllegalStateException("stuck");
        })) {
      report.beat();
      report.report();
    }

    assertThat(alive()).doesNotExist();
    assertThat(lines).isEmpty();
  }

  private Path alive() {
    return folder.resolve("alive");
  }

  private HostReport report(Supplier<Occupancy> occupancy) {
    return new HostReport(
        new Names("griot"),
        occupancy,
        new CommandMetrics(),
        new HostResources(Path.of("/"), folder),
        Optional.of(LocalDate.of(2025, 12, 28)),
        alive(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        lines::add);
  }
}
