package io.griot.local;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The keys that {@code ./griot up} prints. They are created once and stored in files that only
 * their owner can read, so that programs under development need no new key at each start. The API
 * stores only their hashes.
 */
final class LocalKeys {
  private static final CustomerId CUSTOMER = new CustomerId("local");

  private final Path folder;
  private final LocalStack stack;

  LocalKeys(Path folder, LocalStack stack) {
    this.folder = folder;
    this.stack = stack;
  }

  /** The key of an environment. */
  String key(Environment environment) throws IOException {
    Path file = folder.resolve(environment.keyPrefix() + "key");
    if (Files.exists(file)) {
      stack.allow(CUSTOMER, environment, LocalStack.SESSIONS); // the key may be older than quotas
      return Files.readString(file).strip();
    }
    return keep(file, stack.mintKey(CUSTOMER, environment));
  }

  /** The operator's key. {@code ./griot admin} reads it from its file. */
  String adminKey() throws IOException {
    Path file = folder.resolve(KeyKind.ADMIN.prefix() + "key");
    return Files.exists(file) ? Files.readString(file).strip() : keep(file, stack.mintAdminKey());
  }

  private static String keep(Path file, String key) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, key + "\n", StandardOpenOption.WRITE);
    return key;
  }
}
