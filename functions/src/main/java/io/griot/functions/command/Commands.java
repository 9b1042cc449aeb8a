package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where commands and their outcomes are stored. An expired command counts as absent. */
public interface Commands {
  /**
   * Stores an accepted command, if there is none with its id.
   *
   * @return the one there is; empty when this one was stored
   */
  Optional<StoredCommand> accept(Command command, CustomerId customer, String fingerprint);

  /** Those of the commands that exist, as of now, in any order. At most 100 at a time. */
  List<StoredCommand> find(Collection<CommandId> ids);
}
