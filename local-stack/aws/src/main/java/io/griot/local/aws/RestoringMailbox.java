package io.griot.local.aws;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.apache.pekko.dispatch.UnboundedMailbox;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.RestoreMessages;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Pekko's unbounded mailbox, which restores the order of a FIFO queue's stored messages when they
 * are loaded into the restarted queue. {@code application.conf} names it. Thread-safe.
 *
 * <p>ElasticMQ 1.7.1 reads every stored message as one of a standard queue ({@code DBMessage}), and
 * orders them by the time at which they become visible. Without this class, a message that a host
 * had received and made visible again would follow later ones; and a message in flight would go to
 * the end of its group and not block it.
 */
public final class RestoringMailbox
    implements MailboxType, ProducesMessageQueue<UnboundedMailbox.MessageQueue> {
  /** Pekko calls this constructor by reflection. */
  @SuppressWarnings("unused") // Pekko asks for these parameters
  public RestoringMailbox(ActorSystem.Settings settings, Config config) {}

  @Override
  public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
    return new Queue();
  }

  private static final class Queue extends UnboundedMailbox.MessageQueue {
    private static final long serialVersionUID = 1;

    @Override
    public void enqueue(ActorRef receiver, Envelope envelope) {
      super.enqueue(
          receiver,
          envelope.message() instanceof RestoreMessages restored
              ? new Envelope(inOrder(restored), envelope.sender())
              : envelope);
    }
  }

  private static RestoreMessages inOrder(RestoreMessages restored) {
    // The time is stored in milliseconds. Sequence numbers restart with every JVM, but messages of
    // one millisecond come from one JVM.
    List<InternalMessage> stored =
        CollectionConverters.asJava(restored.messages()).stream()
            .sorted(
                Comparator.comparing(InternalMessage::created)
                    .thenComparingLong(RestoringMailbox::sequenceNumber))
            .toList();
    List<InternalMessage> ordered = new ArrayList<>();
    for (InternalMessage message : stored) {
      ordered.add(message.messageGroupId().isEmpty() ? message : fifo(message, ordered.size()));
    }
    return new RestoreMessages(CollectionConverters.asScala(ordered).toList());
  }

  private static long sequenceNumber(InternalMessage message) {
    return message.sequenceNumber().isEmpty() ? 0 : Long.parseLong(message.sequenceNumber().get());
  }

  /** A copy ordered by its time, then by this index. */
  private static InternalMessage fifo(InternalMessage message, int orderIndex) {
    return new InternalMessage(
        message.id(),
        message.deliveryReceipts(),
        message.nextDelivery(),
        message.content(),
        message.messageAttributes(),
        message.created(),
        orderIndex,
        message.firstReceive(),
        message.receiveCount(),
        true,
        message.messageGroupId(),
        message.messageDeduplicationId(),
        message.tracingId(),
        message.sequenceNumber(),
        message.deadLetterSourceQueueName());
  }
}
