package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An AWS service fails for one host, for all hosts, or for the API that customers call. */
final class AwsFaults implements Injection {
  /** One in so many is for all hosts, and one for the API. */
  private static final int TARGETS = 4;

  /** Of the requests that are throttled, or whose answer is lost: some must get through. */
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
      case 1 -> make(service, what, List.of(fleet.size()), "the API");
      default -> {
        Host host = ownership.hostOf(fault.session());
        yield make(service, what, List.of(host.place()), host.name());
      }
    };
  }

  /** The API's place comes after the hosts'. */
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

  /** The kind is the rest of the class's name. */
  private static AwsFault what(FaultClass kind, AwsService service) {
    String name = kind.name().substring(service.name().length() + 1);
    AwsFault fault = AwsFault.of(AwsFault.Kind.valueOf(name));
    return switch (fault.kind()) {
      case SLOW, REFUSE, HANG -> fault;
      case THROTTLE, ERROR_AFTER_WORK, CUT_AFTER_WORK -> fault.forShare(SHARE);
    };
  }
}
