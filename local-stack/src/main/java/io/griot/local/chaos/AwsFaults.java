package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lets an AWS service fail for one host, for all hosts, or for the API that customers call. */
final class AwsFaults implements Injection {
  /**
   * One in this many faults affects all hosts; one affects the API; one affects webhooks and
   * supervisor.
   */
  private static final int TARGETS = 6;

  /** The share of requests that are throttled or lose their answer. Some must succeed. */
  private static final double SHARE = 0.5;

  private final AwsPaths paths;
  private final Ownership ownership;
  private final Fleet fleet;

  AwsFaults(AwsPaths paths, Ownership ownership, Fleet fleet) {
    this.paths = paths;
    this.ownership = ownership;
    this.fleet = fleet;
  }

  @Override
  public Made make(Fault fault) {
    AwsService service = AwsService.valueOf(fault.kind().group().name());
    AwsFault what = what(fault.kind(), service);
    return switch (fault.variant() % TARGETS) {
      case 0 -> make(service, what, IntStream.range(0, fleet.size()).boxed().toList(), "all hosts");
      case 1 -> make(service, what, List.of(AwsPaths.apiPlace(fleet.size())), "the API");
      case 2 ->
          make(
              service,
              what,
              List.of(AwsPaths.backgroundPlace(fleet.size())),
              "webhooks and supervisor");
      default -> {
        Host host = ownership.hostOf(fault.session());
        yield make(service, what, List.of(host.place()), host.name());
      }
    };
  }

  /** The places of the others come after the hosts'. */
  private Made make(AwsService service, AwsFault fault, List<Integer> places, String whose) {
    Set<Integer> sessions =
        places.stream()
            .filter(place -> place < fleet.size())
            .flatMap(place -> ownership.sessionsOf(fleet.in(place)).stream())
            .collect(Collectors.toSet());
    List<AwsProxy> proxies = places.stream().map(place -> paths.path(place, service)).toList();
    proxies.forEach(proxy -> proxy.inject(fault));
    return new Made(sessions, whose, () -> proxies.forEach(AwsProxy::pass));
  }

  /** The kind of fault, from the rest of the class's name. */
  private static AwsFault what(FaultClass kind, AwsService service) {
    String name = kind.name().substring(service.name().length() + 1);
    AwsFault fault = AwsFault.of(AwsFault.Kind.valueOf(name));
    return switch (fault.kind()) {
      case SLOW, REFUSE, HANG -> fault;
      case LATE -> fault.only(service.writes().toArray(String[]::new));
      case THROTTLE, ERROR_AFTER_WORK, CUT_AFTER_WORK -> fault.forShare(SHARE);
    };
  }
}
