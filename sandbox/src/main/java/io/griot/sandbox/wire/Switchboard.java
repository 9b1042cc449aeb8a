package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.WorldEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The connections of devices, to which it sends the world's pushes. Thread-safe. */
public final class Switchboard implements Consumer<WorldEvent> {
  private final Map<String, Connection> byDevice = new ConcurrentHashMap<>();
  private final Map<String, Integer> takeovers = new ConcurrentHashMap<>();

  /** Registers a device's connection, and closes an older one of the device. */
  void attach(String device, Connection connection) {
    Connection before = byDevice.put(device, connection);
    if (before != null && before != connection) {
      takeovers.merge(device, 1, Integer::sum);
      before.close(Connection.CloseReason.REPLACED);
    }
  }

  /** The number of the device's logins, since the start, while another of its sockets was open. */
  public int takeovers(String device) {
    return takeovers.getOrDefault(device, 0);
  }

  /** Removes a closed connection. */
  void detach(Connection connection) {
    byDevice.values().remove(connection);
  }

  /** Whether the device has an open socket. */
  public boolean isConnected(String device) {
    return byDevice.containsKey(device);
  }

  /**
   * Cuts the sockets of all devices of an account (a LID).
   *
   * @return their number
   */
  public int drop(Jid account) {
    List<Connection> lines = byDevice.values().stream().filter(c -> belongs(c, account)).toList();
    lines.forEach(Connection::drop);
    return lines.size();
  }

  /**
   * Ends the connections of an account's devices as another login of each would.
   *
   * @return their number
   */
  public int replace(Jid account) {
    List<Connection> lines = byDevice.values().stream().filter(c -> belongs(c, account)).toList();
    lines.forEach(line -> line.close(Connection.CloseReason.REPLACED));
    return lines.size();
  }

  /** Tells the account's devices that the backlog is complete. */
  public void endBacklog(Jid account) {
    byDevice.values().stream()
        .filter(c -> belongs(c, account))
        .forEach(line -> line.push(new Push.OfflineDone()));
  }

  private static boolean belongs(Connection connection, Jid account) {
    Device device = connection.device();
    return device != null && device.account().equals(account);
  }

  @Override
  public void accept(WorldEvent event) {
    switch (event) {
      case WorldEvent.Pushed(String device, long n, Push.Kept push) -> {
        Connection connection = byDevice.get(device);
        if (connection != null) {
          connection.push(n, push);
        }
      }
      case WorldEvent.Told told -> tell(told);
      case WorldEvent.Unlinked(String device) -> {
        Connection connection = byDevice.remove(device);
        if (connection != null) {
          connection.push(new Push.DeviceRemoved());
          connection.close(Connection.CloseReason.REMOVED);
        }
      }
      case WorldEvent.Changed _, WorldEvent.Awaiting _ -> {
        // events for the phones
      }
    }
  }

  private void tell(WorldEvent.Told told) {
    byDevice.forEach((device, connection) -> {
      if (belongs(connection, told.account()) && !device.equals(told.except())) {
        connection.push(told.push());
      }
    });
  }
}
