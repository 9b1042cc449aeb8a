package io.griot.contract;

/**
 * The names of the environment variables that more than one process or place sets: the one
 * definition for the processes that read them, the local stack and the cloud's templates. What they
 * mean is said by the configuration that reads them.
 */
public final class Variables {
  /** See {@link Names#prefix}. */
  public static final String PREFIX = "GRIOT_PREFIX";

  /** The S3 bucket of large commands and answers, media and checkpoints. */
  public static final String BUCKET = "GRIOT_BUCKET";

  /** The AWS region of a session host. Lambda sets its own, {@code AWS_REGION}. */
  public static final String REGION = "GRIOT_REGION";

  /** How many sessions a host holds at most. */
  public static final String SLOTS = "GRIOT_SLOTS";

  /** The ECS cluster of the session hosts; absent where there is none, as in the local stack. */
  public static final String CLUSTER = "GRIOT_CLUSTER";

  /** The ECS service of the session hosts; absent together with {@link #CLUSTER}. */
  public static final String SERVICE = "GRIOT_SERVICE";

  /** How many session hosts run also without sessions. */
  public static final String MIN_HOSTS = "GRIOT_MIN_HOSTS";

  /** How many session hosts run at most, whatever waits. */
  public static final String MAX_HOSTS = "GRIOT_MAX_HOSTS";

  /** How many browsers may be starting at once on a host. */
  public static final String PARALLEL_STARTS = "GRIOT_PARALLEL_STARTS";

  /** The page that {@link Environment#TEST} sessions open. */
  public static final String TEST_PAGE_URL = "GRIOT_TEST_PAGE_URL";

  /** The page that {@link Environment#LIVE} sessions open. */
  public static final String LIVE_PAGE_URL = "GRIOT_LIVE_PAGE_URL";

  /** Further arguments of the browser, separated by spaces. */
  public static final String CHROMIUM_ARGUMENTS = "GRIOT_CHROMIUM_ARGUMENTS";

  /** Where a host keeps its profiles and its id. */
  public static final String DATA_FOLDER = "GRIOT_DATA_FOLDER";

  /** Whether webhooks may lead to the machine that delivers them: for tests on one machine. */
  public static final String WEBHOOKS_TO_LOOPBACK = "GRIOT_WEBHOOKS_TO_LOOPBACK";

  /** The least time between two sends of a session, where neither plan nor session says. */
  public static final String SEND_INTERVAL = "GRIOT_SEND_INTERVAL";

  /** How many sends of a session may go at once, as {@link #SEND_INTERVAL}. */
  public static final String SEND_BURST = "GRIOT_SEND_BURST";

  /** See {@link io.griot.contract.net.Cors#parse}; the default is {@code *}. */
  public static final String CORS_ORIGINS = "GRIOT_CORS_ORIGINS";

  /**
   * How much a process's clock is ahead of its machine's, or behind it with a minus: for tests,
   * which show that clocks do not matter. Nobody sets it in production.
   */
  public static final String CLOCK_SHIFT = "GRIOT_CLOCK_SHIFT";

  private Variables() {}
}
