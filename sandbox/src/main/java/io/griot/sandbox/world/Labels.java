package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of business accounts, and the chats that carry them. */
public final class Labels {
  /** The maximum, as in the real app. */
  public static final int MAX_PER_ACCOUNT = 20;

  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;
  private final Chats chats;

  Labels(WorldStore store, Accounts accounts, Devices devices, Chats chats) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
    this.chats = chats;
  }

  /** The account's labels, oldest first; its ids count from 1. */
  public List<Label> of(Jid owner) {
    return store.labels.all().stream().filter(l -> l.owner().equals(owner)).toList();
  }

  /**
   * Creates a label.
   *
   * @throws Refusal {@code NOT_A_BUSINESS}, {@code TOO_MANY_LABELS}
   */
  public Label create(Jid owner, String name, int color) {
    Account account = requireBusiness(owner);
    List<Label> known = of(account.lid());
    if (known.size() >= MAX_PER_ACCOUNT) {
      throw new Refusal(Reason.TOO_MANY_LABELS);
    }
    String id = Integer.toString(known.size() + 1);
    Label label = store.labels.put(new Label(account.lid(), id, name, color));
    devices.push(account.lid(), null, push(account.lid()));
    return label;
  }

  /** All labels of the account, for its devices. */
  public Push.Labels push(Jid owner) {
    return new Push.Labels(of(owner).stream().map(Label::wire).toList());
  }

  /**
   * Removes labels from a chat, then adds others.
   *
   * @throws Refusal {@code NOT_A_BUSINESS}, {@code NO_SUCH_LABEL}, {@code NO_SUCH_CHAT}
   */
  public Chat change(
      Jid owner,
      Jid chat,
      Collection<String> add,
      Collection<String> remove,
      @Nullable String origin) {
    requireBusiness(owner);
    Set<String> known = new LinkedHashSet<>(of(owner).stream().map(Label::id).toList());
    if (!known.containsAll(add) || !known.containsAll(remove)) {
      throw new Refusal(Reason.NO_SUCH_LABEL);
    }
    Set<String> labels = new LinkedHashSet<>(chats.get(owner, chat).labels());
    remove.forEach(labels::remove);
    labels.addAll(add);
    return chats.updateAndTell(owner, chat, origin, c -> c.labelled(List.copyOf(labels)));
  }

  private Account requireBusiness(Jid owner) {
    Account account = accounts.get(owner);
    if (!account.platform().isBusiness()) {
      throw new Refusal(Reason.NOT_A_BUSINESS);
    }
    return account;
  }
}
