package io.griot.host.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

final class ProfileTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  @TempDir Path folder;
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final MemoryStore objects = new MemoryStore();

  /** Checkpoints in memory. */
  private static final class MemoryStore implements CheckpointStore {
    final NavigableMap<String, byte[]> objects = new TreeMap<>();

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
    public void deleteOlder(Generation session, String key, int kept) {
      List<String> upToThis =
          list(session).stream().filter(found -> found.compareTo(key) <= 0).toList();
      upToThis.stream().limit(Math.max(0, upToThis.size() - kept)).forEach(objects::remove);
    }

    @Override
    public List<String> list(Generation session) {
      String prefix = Names.checkpointObjects(session);
      return objects.keySet().stream().filter(found -> found.startsWith(prefix)).toList();
    }

    @Override
    public void deleteAll(Generation session) {
      list(session).forEach(objects::remove);
    }
  }

  /** A host that takes the session's lease and its profile. */
  private final class Host {
    final SessionRecord before;
    final Lease lease;
    final Profile profile;
    final Profile.Prepared prepared;
    final Path userData;

    Host(String name) throws IOException {
      if (leases.find(SESSION).isEmpty()) {
        leases.put(FakeLeaseStore.waiting(SESSION), Instant.EPOCH);
      }
      before = leases.find(SESSION).orElseThrow();
      lease = new Lease(SESSION, name, leases.take(before, name).orElseThrow(), nanos -> true);
      ProfileFolder place = new ProfileFolder(folder.resolve(name), before.generation());
      profile = new Profile(place, objects, leases, lease, before.generation());
      prepared = profile.prepare(before);
      userData = prepared.userData();
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
      profile.pageIsUp();
      return profile.checkpoint();
    }
  }

  @Test
  void putsTheProfileBackAsItWasBeforeItsPageStarted() throws Exception {
    Host host = new Host("host-a");
    Files.writeString(host.userData.resolve("Cookies"), "link");
    host.profile.keepCopy();
    Files.delete(host.userData.resolve("Cookies"));
    Files.writeString(host.userData.resolve("Fresh"), "empty");

    assertThat(host.profile.putBack(host.before)).isTrue();

    assertThat(host.userData.resolve("Cookies")).hasContent("link");
    assertThat(host.userData.resolve("Fresh")).doesNotExist();
  }

  @Test
  void keepsTheCopyOfAStartThatNeverCameUpAndNoneOfOneThatDid() throws Exception {
    Host host = new Host("host-a");
    Files.writeString(host.userData.resolve("Cookies"), "first");
    host.profile.keepCopy();
    Files.writeString(host.userData.resolve("Cookies"), "second");
    host.profile.keepCopy();
    assertThat(host.profile.putBack(host.before)).isTrue();
    assertThat(host.userData.resolve("Cookies")).hasContent("first");

    host.profile.keepCopy();
    host.profile.dropCopy();
    assertThat(host.profile.putBack(host.before)).isFalse();
  }

  @Test
  void takesNoCheckpointOfALocalProfileOnWhichNoPageWasUp() throws Exception {
    Host a = new Host("a");
    a.write("Cookies", "link");
    assertThat(a.checkpoint()).isTrue();
    Host b = new Host("b");
    a.write("Cookies", "damaged meanwhile");

    Host again = new Host("a");
    again.profile.browserStarts();
    again.profile.browserEnded(true);
    assertThat(again.profile.checkpoint()).isTrue();

    assertThat(stored().checkpoint()).isEqualTo(b.before.checkpoint());
    assertThat(new Host("c").read("Cookies")).isEqualTo("link");
  }

  @Test
  void putsTheNewestCheckpointBackWhenThereIsNoCopy() throws Exception {
    Host host = new Host("host-a");
    Files.writeString(host.userData.resolve("Cookies"), "checkpointed");
    assertThat(host.checkpoint()).isTrue();
    Files.delete(host.userData.resolve("Cookies"));

    assertThat(host.profile.putBack(host.before)).isTrue();
    assertThat(host.userData.resolve("Cookies")).hasContent("checkpointed");

    Host next = new Host("host-b");
    Files.delete(next.userData.resolve("Cookies"));
    assertThat(next.profile.putBack(next.before)).isTrue();
    assertThat(next.userData.resolve("Cookies")).hasContent("checkpointed");
  }

  @Test
  void takesNoCheckpointOfAProfileThatCouldNotBePutBack() throws Exception {
    Host host = new Host("host-a");
    host.write("Cookies", "link");
    assertThat(host.checkpoint()).isTrue();
    byte[] link = objects.objects.lastEntry().getValue();
    String key = objects.objects.lastKey();
    Files.delete(host.userData.resolve("Cookies")); // the page deleted its data
    objects.objects.remove(key);

    assertThatIOException().isThrownBy(() -> host.profile.putBack(host.before));

    assertThat(host.checkpoint()).isTrue();
    assertThat(objects.objects).isEmpty();
    objects.objects.put(key, link);
    assertThat(new Host("host-a").read("Cookies")).isEqualTo("link");
  }

  @Test
  void takesCheckpointsAgainOfWhatWasPutBackOrHasNothingToBePutBack() throws Exception {
    Host host = new Host("host-a");
    assertThat(host.profile.putBack(host.before)).isFalse();
    host.write("Cookies", "linked since");

    assertThat(host.checkpoint()).isTrue();

    assertThat(objects.objects).hasSize(1);
    assertThat(host.profile.putBack(host.before)).isTrue();
    host.write("Cookies", "later");
    assertThat(host.checkpoint()).isTrue();
    assertThat(objects.objects).hasSize(2);
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
  void keepsTheLastThreeCheckpointsAndTakesNoneWhenNothingChanged() throws Exception {
    Host a = new Host("a");
    a.write("keys", "0");
    a.checkpoint();
    String first = objects.objects.firstKey();
    a.checkpoint();
    assertThat(objects.objects).containsOnlyKeys(first);
    for (int i = 1; i <= 3; i++) {
      a.write("keys", "longer each time " + "x".repeat(i));
      a.checkpoint();
    }
    assertThat(objects.objects).hasSize(Profile.KEPT).doesNotContainKey(first);
    assertThat(leases.find(SESSION).orElseThrow().checkpoint()).contains(objects.objects.lastKey());
  }

  @Test
  void deletesNoCheckpointOfTheNextOwnerThoughItCleansUpLate() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of a");
    a.checkpoint();
    String ofA = objects.objects.lastKey();
    for (String next : List.of("b", "c", "d")) {
      Host host = new Host(next);
      host.write("keys", "of " + next);
      host.checkpoint();
    }
    Set<String> newer = objects.objects.tailMap(ofA, false).keySet();
    assertThat(newer).hasSize(3);

    objects.deleteOlder(a.before.generation(), ofA, 1);

    assertThat(objects.objects.keySet()).containsAll(newer);
    assertThat(new Host("e").read("keys")).isEqualTo("of d");
  }

  /** The key of the second of two checkpoints; the first has "one". */
  private String newestOfTwo() throws Exception {
    Host a = new Host("a");
    a.write("keys", "one");
    a.checkpoint();
    a.write("keys", "the second");
    a.checkpoint();
    return objects.objects.lastKey();
  }

  @Test
  void fallsBackToTheCheckpointBeforeWhenTheNewestIsDamaged() throws Exception {
    String newest = newestOfTwo();
    byte[] whole = objects.get(newest).readAllBytes();

    objects.objects.put(newest, Arrays.copyOf(whole, whole.length - 30)); // truncated
    assertThat(new Host("b").read("keys")).isEqualTo("one");

    byte[] damaged = whole.clone();
    damaged[45] ^= 0x55; // in the compressed content
    objects.objects.put(newest, damaged);
    assertThat(new Host("c").read("keys")).isEqualTo("one");
  }

  @Test
  void restoresNothingElseWhicheverByteOfACheckpointIsDamaged() throws Exception {
    String newest = newestOfTwo();
    byte[] whole = objects.get(newest).readAllBytes();

    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      objects.objects.put(newest, damaged);
      Host next = new Host("next-" + at);
      assertThat(next.userData.resolve("keys")).as("byte %d of %d", at, whole.length).exists();
      assertThat(next.read("keys")).as("byte %d", at).isIn("one", "the second");
    }
  }

  @Test
  void startsEmptyAfterATerminationThoughAnEarlierGenerationsProfileIsStillHere() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of the first");
    leases.put(startedAnew(), Instant.EPOCH);
    Host again = new Host("a");
    assertThat(again.userData).isEmptyDirectory().isNotEqualTo(a.userData);
    assertThat(a.userData).doesNotExist();
  }

  @Test
  void removesNothingOfTheNextGeneration() throws Exception {
    Host a = new Host("a");
    a.write("keys", "of the first");
    a.checkpoint();
    leases.put(startedAnew(), Instant.EPOCH);
    Host b = new Host("b");
    b.write("keys", "of the second");
    b.checkpoint();
    a.profile.remove();
    assertThat(new Host("c").read("keys")).isEqualTo("of the second");
    assertThat(objects.objects).hasSize(1);
  }

  private static SessionRecord startedAnew() {
    return FakeLeaseStore.waiting(new Generation(SESSION, Instant.EPOCH.plusSeconds(1)));
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

  /** Acts as a browser that ran on the profile and ended. */
  private static void runBrowser(Host host, boolean everythingWritten) throws IOException {
    host.profile.browserStarts();
    host.write("keys", "of a browser " + "x".repeat(++browsers));
    host.profile.browserEnded(everythingWritten);
  }

  private static int browsers;

  private SessionRecord stored() {
    return leases.find(SESSION).orElseThrow();
  }

  @Test
  void knowsAnEmptyProfileAndTheCheckpointOfACleanStopForTheLastState() throws Exception {
    Host a = new Host("a");
    assertThat(a.prepared.isLastState()).isTrue();
    runBrowser(a, true);
    a.checkpoint();
    assertThat(stored().isLastState()).isTrue();
    assertThat(new Host("b").prepared.isLastState()).isTrue();
  }

  @Test
  void doesNotTakeAProfileThatWasNeverCheckpointedForTheLastState() throws Exception {
    Host a = new Host("a");
    runBrowser(a, false); // the host is killed afterwards
    assertThat(new Host("a").prepared.isLastState()).isFalse();
    assertThat(new Host("b").prepared.isLastState()).isTrue();
  }

  @Test
  void knowsItsOwnProfileForTheLastStateAfterACleanStop() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    assertThat(new Host("a").prepared.isLastState()).isTrue();
  }

  @Test
  void takesBackThatACheckpointIsTheLastStateBeforeItsBrowserMayStart() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    Host b = new Host("b");
    assertThat(stored().isLastState()).isFalse();
    // Host b is killed here. It is unknown whether its browser had started.
    assertThat(new Host("c").prepared.isLastState()).isFalse();
    assertThat(new Host("b").prepared.isLastState()).isFalse();
    assertThat(b.prepared.isLastState()).isTrue();
  }

  @Test
  void preparesNothingWhenThatCannotBeTakenBack() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    SessionRecord before = stored();
    Lease lease = new Lease(SESSION, "b", leases.take(before, "b").orElseThrow(), nanos -> true);
    ProfileFolder place = new ProfileFolder(folder.resolve("b"), before.generation());
    Profile profile = new Profile(place, objects, leases, lease, before.generation());

    leases.setDown(true);
    assertThatThrownBy(() -> profile.prepare(before)).isInstanceOf(SdkException.class);
    leases.setDown(false);
    assertThat(profile.prepare(before).isLastState()).isTrue();
    assertThat(stored().isLastState()).isFalse();

    Host c = new Host("c");
    boolean _ = c.checkpoint();
    assertThatIOException().isThrownBy(() -> profile.prepare(before));
  }

  @Test
  void takesNoCheckpointOfARunningOrKilledBrowserForTheLastState() throws Exception {
    Host a = new Host("a");
    a.profile.browserStarts();
    a.write("keys", "while it runs");
    a.checkpoint();
    assertThat(stored().isLastState()).isFalse();
    runBrowser(a, false);
    a.checkpoint();
    assertThat(stored().isLastState()).isFalse();
    assertThat(new Host("b").prepared.isLastState()).isFalse();
    assertThat(new Host("a").prepared.isLastState()).isFalse();
  }

  @Test
  void knowsTheLastStateOfAProfileOnWhichNoBrowserStarted() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    Host b = new Host("b");
    b.write("keys", "changed by nobody's browser");
    b.checkpoint();
    assertThat(stored().isLastState()).isTrue();
  }

  @Test
  void marksTheCheckpointThatIsThereWhenTheEndChangedNothing() throws Exception {
    Host a = new Host("a");
    a.profile.browserStarts();
    a.write("keys", "while it runs");
    a.checkpoint();
    a.profile.browserEnded(true);
    a.checkpoint();
    assertThat(objects.objects).hasSize(1);
    assertThat(stored().isLastState()).isTrue();
  }

  @Test
  void doesNotTakeAnOlderStateForTheLast() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    Host again = new Host("a");
    runBrowser(again, true);
    again.checkpoint();
    String newest = objects.objects.lastKey();
    objects.objects.put(newest, new byte[] {1});
    assertThat(new Host("b").prepared.isLastState()).isFalse();
  }

  @Test
  void doesNotTakeALocalProfileForTheLastThatAnotherHostHadMeanwhile() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    a.checkpoint();
    runBrowser(new Host("b"), false); // killed before its first checkpoint
    Host back = new Host("a");
    assertThat(back.read("keys")).isEqualTo(a.read("keys"));
    assertThat(back.prepared.isLastState()).isFalse();
  }

  @Test
  void knowsWithinOneLeaseHowTheBrowserBeforeEnded() throws Exception {
    Host a = new Host("a");
    runBrowser(a, true);
    assertThat(a.profile.prepare(a.before).isLastState()).isTrue();
    runBrowser(a, false);
    assertThat(a.profile.prepare(a.before).isLastState()).isFalse();
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
