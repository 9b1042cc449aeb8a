package io.griot.operator;

import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.testing.StackExtension;
import java.io.IOException;
import java.nio.file.Path;

/** The local stack without a session host, and the operator's command line. */
final class OperatorStack extends StackExtension<OperatorStack.Parts> {

  /** The stack and the command line; closing it stops the stack. */
  record Parts(LocalStack stack, AdminCommands admin) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stack.close();
    }
  }

  @Override
  protected Parts open(Path folder) throws Exception {
    LocalStack stack = LocalStack.start(LocalStackConfig.in(folder));
    AdminConfig operator = new AdminConfig(stack.apiAddress(), stack.mintAdminKey());
    return new Parts(stack, new AdminCommands(operator, folder));
  }

  LocalStack local() {
    return parts().stack();
  }

  AdminCommands admin() {
    return parts().admin();
  }

  /** The command line of a user with another key. */
  AdminCommands adminWith(String key) {
    return new AdminCommands(new AdminConfig(local().apiAddress(), key), folder());
  }
}
