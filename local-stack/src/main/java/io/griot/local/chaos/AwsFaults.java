package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An AWS service fails for one host, or for all hosts. */
final class AwsFaults implements Injection {
  /** One in so many is for all hosts. */
  private static final int FOR_ALL = 3;

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
    Host host = ownership.hostOf(fault.session());
    boolean all = fault.variant() % FOR_ALL == 0;
    List<Integer> places =
        all ? IntStream.range(0, fleet.size()).boxed().toList() : List.of(host.place());
    Set<Integer> sessions =
        places.stream()
            .flatMap(place -> ownership.sessionsOf(fleet.in(place)).stream())
            .collect(Collectors.toSet());
    AwsService service = AwsService.valueOf(fault.kind().group().name());
    List<AwsProxy> proxies = places.stream().map(place -> paths.path(place, service)).toList();
    AwsFault what = what(fault.kind(), service);
    proxies.forEach(proxy -> proxy.inject(what));
    return new Made(
        sessions, all ? "all hosts" : host.name(), () -> proxies.forEach(AwsProxy::pass));
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
