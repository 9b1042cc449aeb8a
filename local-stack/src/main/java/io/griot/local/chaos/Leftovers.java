package io.griot.local.chaos;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.local.aws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Finds what is left after all sessions have ended, and after all hosts have. */
final class Leftovers {
  static final String PROMISE = "nothing is left";

  private Leftovers() {}

  /** Queues, checkpoints and items of ended sessions. */
  static List<String> ofSessions(LocalAws aws, TableView tables) {
    List<String> left = new ArrayList<>();
    for (Table table : List.of(Table.SESSIONS, Table.OBSERVATIONS, Table.HELD, Table.ENDINGS)) {
      int items = tables.count(table);
      if (items > 0) {
        left.add("%d items in %s".formatted(items, aws.names().table(table)));
      }
    }
    try (SqsClient sqs = aws.sqsClient();
        S3Client s3 = aws.s3Client()) {
      sqs.listQueues(list -> list.queueNamePrefix(aws.names().sessionQueuePrefix()))
          .queueUrls()
          .forEach(url -> left.add("the queue " + url.substring(url.lastIndexOf('/') + 1)));
      left.addAll(messages(sqs, aws.names().eventsQueue()));
      left.addAll(messages(sqs, aws.names().deadEventsQueue()));
      s3.listObjectsV2(list -> list.bucket(aws.bucket()).prefix(Names.CHECKPOINT_OBJECTS))
          .contents()
          .forEach(object -> left.add("the object " + object.key()));
    }
    return left;
  }

  private static List<String> messages(SqsClient sqs, String queue) {
    String url = sqs.getQueueUrl(get -> get.queueName(queue)).queueUrl();
    return sqs
        .getQueueAttributes(get ->
            get.queueUrl(url)
                .attributeNames(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .entrySet()
        .stream()
        .filter(entry -> !entry.getValue().equals("0"))
        .map(entry -> "%s of %s: %s".formatted(entry.getKey(), queue, entry.getValue()))
        .toList();
  }

  /** Processes with the run's folder in their command line, and the hosts' temporary files. */
  static List<String> ofHosts(Path folder, Path temporary) throws IOException {
    List<String> left = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process ->
            process.info().commandLine().orElse("").contains(folder.toAbsolutePath().toString()))
        .forEach(process -> left.add("process " + process.pid()));
    Folders.below(temporary).stream()
        .filter(file -> file.getNameCount() > temporary.getNameCount() + 1)
        .filter(file -> !file.toFile().isDirectory())
        .forEach(file -> left.add("file " + temporary.relativize(file)));
    return left;
  }
}
