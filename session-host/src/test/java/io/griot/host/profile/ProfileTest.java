package io.griot.host.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  @TempDir Path folder;
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final MemoryStore objects = new MemoryStore();

  /** Checkpoints in memory. */
  private static final class MemoryStore implements CheckpointStore {
    final Map<String, byte[]> objects = new TreeMap<>();

    @Override
    public void put(String key, Path file) throws IOException {
      objects.put(key, Files.readAllBytes(file));
    }

    @Override
    public InputStream get(String key) throws IOException {
      byte[] bytes = objects.get(key);
      if (bytes == null) {
        throw new IOException("no " + key);
      }
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void deleteAllBut(Generation session, String key) {
      String prefix = Names.checkpointObjects(session);
      objects.keySet().removeIf(found -> found.startsWith(prefix) && !found.equals(key));
    }
  }

  /** A host that takes the session's lease and its profile. */
  private final class Host {
    final Profile profile;
    final Path userData;

    Host(String name) throws IOException {
      if (leases.read(SESSION).isEmpty()) {
        leases.put(FakeLeaseStore.unowned(SESSION));
      }
      var before = leases.read(SESSION).orElseThrow();
      Lease lease = leases.take(before, name).orElseThrow();
      ProfileFolder place = new ProfileFolder(folder.resolve(name), before.generation());
      profile = new Profile(place, objects, leases, lease, before.generation());
      userData = profile.prepare(before);
    }

    void write(String file, String text) throws IOException {
      Path path = userData.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }

    String read(String file) throws IOException {
      return Files.readString(userData.resolve(file));
    }

    boolean checkpoint() throws IOException, InterruptedException {
      return profile.checkpoint(Optional.empty());
    }
  }

  @Test
  void restoresTheCheckpointOnAnotherHostWithoutCaches() throws Exception {
    Host a = new Host("a");
    a.write("Default/keys", "paired");
    a.write("Default/Cache/data", "large");
    assertThat(a.checkpoint()).isTrue();
    Host b = new Host("b");
    assertThat(b.read("Default/keys")).isEqualTo("paired");
    assertThat(b.userData.resolve("Default/Cache")).doesNotExist();
  }

  @Test
  void prefersItsOwnProfileWhenItIsAtLeastAsNew() throws Exception {
    Host a = new Host("a");
    a.write("keys", "checkpointed");
    a.checkpoint();
    a.write("keys", "newer");
    assertThat(new Host("a").read("keys")).isEqualTo("newer");
  }

  @Test
  void prefersTheCheckpointOfALaterLeaseToItsOwnOlderProfile() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of a");
    a.checkpoint();
    Host b = new Host("b");
    b.write("keys", "of b");
    b.checkpoint();
    assertThat(new Host("a").read("keys")).isEqualTo("of b");
  }

  @Test
  void keepsOnlyTheNewestCheckpointAndTakesNoneWhenNothingChanged() throws Exception {
    Host a = new Host("a");
    a.write("keys", "one");
    a.checkpoint();
    String first = objects.objects.keySet().iterator().next();
    a.checkpoint();
    assertThat(objects.objects).containsOnlyKeys(first);
    a.write("keys", "another");
    a.checkpoint();
    assertThat(objects.objects).hasSize(1).doesNotContainKey(first);
    assertThat(leases.read(SESSION).orElseThrow().checkpoint())
        .contains(objects.objects.keySet().iterator().next());
  }

  @Test
  void startsEmptyAfterATerminationThoughAnEarlierGenerationsProfileIsStillHere() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of the first");
    leases.put(startedAnew());
    Host again = new Host("a");
    assertThat(again.userData).isEmptyDirectory().isNotEqualTo(a.userData);
    assertThat(a.userData).doesNotExist();
  }

  @Test
  void removesNothingOfTheNextGeneration() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of the first");
    a.checkpoint();
    leases.put(startedAnew());
    Host b = new Host("b");
    b.write("keys", "of the second");
    b.checkpoint();
    a.profile.remove();
    assertThat(new Host("c").read("keys")).isEqualTo("of the second");
    assertThat(objects.objects).hasSize(1);
  }

  private static SessionRecord startedAnew() {
    return FakeLeaseStore.unowned(new Generation(SESSION, Instant.EPOCH.plusSeconds(1)));
  }

  @Test
  void doesNotMoveThePointerUnderALostLease() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of a");
    Host b = new Host("b");
    b.write("keys", "of b");
    b.checkpoint();
    assertThat(a.checkpoint()).isFalse();
    assertThat(new Host("c").read("keys")).isEqualTo("of b");
  }

  @Test
  void takesNoCheckpointOfWhatItCouldNotPrepare() throws Exception {
    Host a = new Host("a");
    a.write("keys", "paired");
    a.checkpoint();
    objects.objects.clear();
    assertThatIOException().isThrownBy(() -> new Host("b"));
    assertThat(objects.objects).isEmpty();
  }
}
