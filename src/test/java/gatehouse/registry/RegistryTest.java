package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.Problem;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.config.StageSettings;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a store in memory, whose versions and failures are chosen freely. */
class RegistryTest {

  private static final Duration TICK = Duration.ofSeconds(2);

  private final FakeClock clock = new FakeClock();
  private final LogCapture log = new LogCapture();
  private final MemoryStore store = new MemoryStore();
  private final List<String> swaps = new ArrayList<>();
  private Function<Configuration, String> compiler =
      configuration -> "plan of " + stages(configuration).keySet();

  private final Registry<String> registry =
      new Registry<>(
          store,
          configuration -> compiler.apply(configuration),
          "nothing",
          clock,
          (configuration, plan) -> swaps.add(stages(configuration).size() + " " + plan));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void the_initial_plan_is_in_service_until_the_first_poll_which_does_not_wait() {
    assertEquals("nothing", registry.current());
    assertEquals(RegistryState.INITIAL, registry.state());
    store.put("1", "a");
    registry.poll();
    assertEquals("plan of [a]", registry.current());
    assertEquals(List.of("1 plan of [a]"), swaps);
    assertEquals(
        new RegistryState(
            1,
            clock.instant(),
            List.of(),
            new Loaded(store.configuration, "1"),
            new RegistryState.Tally(1, 0, null)),
        registry.state());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void loads_and_failures_are_counted_and_the_last_failure_stays_known() {
    store.put("1", "a");
    registry.poll();
    Problem problem = new Problem("routes/x.json", null, "is wrong");
    store.refuse("2", problem);
    registry.poll();
    registry.poll();
    Instant failedAt = clock.instant();
    RegistryState refused = registry.state();
    assertEquals(List.of(problem), refused.problems());
    assertEquals("1", refused.inService().version());

    clock.advance(TICK.multipliedBy(2));
    store.put("3", "b");
    registry.poll();
    registry.poll();
    RegistryState after = registry.state();
    assertEquals(List.of(), after.problems());
    assertEquals("3", after.inService().version());
    assertEquals(2, after.generation());
    assertEquals(
        new RegistryState.Tally(2, 1, new RegistryState.Failure(failedAt, List.of(problem))),
        after.tally());
  }

  @Test
  void a_place_that_does_not_exist_yet_is_no_failure() {
    store.failure = new NoSuchFileException("memory");
    registry.poll();
    registry.poll();
    assertEquals(RegistryState.INITIAL, registry.state());
  }

  @Test
  void an_empty_configuration_is_compiled_too() {
    registry.poll();
    assertEquals("plan of []", registry.current());
    assertEquals(List.of("0 plan of []"), swaps);
  }

  @Test
  void a_change_is_loaded_when_two_polls_see_the_same() {
    registry.poll();
    store.put("1", "a");
    registry.poll();
    assertEquals("plan of []", registry.current());
    store.put("2", "a", "b");
    registry.poll();
    assertEquals("plan of []", registry.current());
    registry.poll();
    assertEquals("plan of [a, b]", registry.current());
    assertEquals(List.of("0 plan of []", "2 plan of [a, b]"), swaps);
    assertEquals(2, registry.state().generation());
  }

  @Test
  void nothing_is_read_while_nothing_changes() {
    registry.poll();
    clock.advance(TICK);
    registry.poll();
    int loads = store.loads;
    for (int i = 0; i < 10; i++) {
      clock.advance(TICK);
      registry.poll();
    }
    assertEquals(loads, store.loads);
  }

  @Test
  void a_change_within_one_tick_of_the_clock_is_found_by_reading_once_more() {
    store.put("1", "a");
    registry.poll();
    store.put("1", "b");
    clock.advance(TICK.minusMillis(1));
    registry.poll();
    assertEquals("plan of [a]", registry.current());
    clock.advance(Duration.ofMillis(1));
    registry.poll();
    assertEquals("plan of [b]", registry.current());
    assertEquals(2, store.loads);
  }

  @Test
  void a_clock_that_is_set_back_does_not_put_the_second_reading_off() {
    store.put("1", "a");
    registry.poll();
    store.put("1", "b");
    clock.advance(Duration.ofDays(-1));
    registry.poll();
    assertEquals("plan of [b]", registry.current());
  }

  @Test
  void reading_the_same_again_swaps_nothing() {
    store.put("1", "a");
    registry.poll();
    clock.advance(TICK);
    registry.poll();
    store.put("2", "a");
    registry.poll();
    registry.poll();
    assertEquals(3, store.loads);
    assertEquals(1, swaps.size());
    assertEquals(1, registry.state().generation());
    assertEquals(clock.instant(), registry.state().loadedAt());
  }

  @Test
  void a_refused_configuration_leaves_the_old_plan_and_is_logged_once_with_all_its_problems() {
    store.put("1", "a");
    registry.poll();
    store.refuse(
        "2",
        new Problem("routes/y.json", "Target", "m2"),
        new Problem("routes/x.json", null, "m1"));
    for (int i = 0; i < 5; i++) {
      registry.poll();
      clock.advance(TICK);
    }
    assertEquals("plan of [a]", registry.current());
    assertEquals(
        List.of(
            "SEVERE the configuration in memory is refused, the one before stays in service until"
                + " that changes:"
                + System.lineSeparator()
                + "routes/x.json: m1\nroutes/y.json: Target: m2"),
        log.lines());
    assertEquals(
        List.of(
            new Problem("routes/x.json", null, "m1"), new Problem("routes/y.json", "Target", "m2")),
        registry.state().problems());
    assertEquals(1, registry.state().generation());
  }

  @Test
  void a_refusal_is_logged_again_when_something_changed_and_cleared_when_it_is_corrected() {
    store.put("1", "a");
    registry.poll();
    Problem problem = new Problem("routes/x.json", null, "m");
    store.refuse("2", problem);
    registry.poll();
    registry.poll();
    store.refuse("3", problem);
    registry.poll();
    registry.poll();
    assertEquals(2, log.lines().size());
    store.put("4", "b");
    registry.poll();
    registry.poll();
    assertEquals(
        List.of("INFO the configuration in memory is in order, and in service"), log.lines());
    assertEquals("plan of [b]", registry.current());
    assertEquals(List.of(), registry.state().problems());
  }

  @Test
  void a_correction_back_to_what_is_in_service_is_told_and_swaps_nothing() {
    store.put("1", "a");
    registry.poll();
    store.refuse("2", new Problem("routes/x.json", null, "m"));
    registry.poll();
    registry.poll();
    log.lines();
    store.put("3", "a");
    registry.poll();
    registry.poll();
    assertEquals(1, log.lines().size());
    assertEquals(1, swaps.size());
    assertEquals(List.of(), registry.state().problems());
  }

  @Test
  void a_refusal_at_the_start_leaves_the_initial_plan() {
    store.refuse("1", new Problem("routes/x.json", null, "m"));
    registry.poll();
    assertEquals("nothing", registry.current());
    assertEquals(
        List.of(
            "SEVERE the configuration in memory is refused, nothing is served until that changes:"
                + System.lineSeparator()
                + "routes/x.json: m"),
        log.lines());
    assertNull(registry.state().loadedAt());
  }

  @Test
  void the_compiler_may_refuse_as_well() {
    store.put("1", "a");
    registry.poll();
    Problem problem = new Problem("routes/x.json", "RouteKey", "m");
    compiler =
        configuration -> {
          throw new ConfigurationException(List.of(problem));
        };
    store.put("2", "b");
    for (int i = 0; i < 5; i++) {
      registry.poll();
      clock.advance(TICK);
    }
    assertEquals("plan of [a]", registry.current());
    assertEquals(List.of(problem), registry.state().problems());
    assertEquals(1, log.lines().size());
  }

  @Test
  void a_fault_of_the_compiler_is_logged_once_and_leaves_the_old_plan() {
    store.put("1", "a");
    registry.poll();
    compiler =
        configuration -> {
          throw new IllegalStateException("oops");
        };
    store.put("2", "b");
    for (int i = 0; i < 5; i++) {
      registry.poll();
      clock.advance(TICK);
    }
    assertEquals("plan of [a]", registry.current());
    assertEquals(1, log.lines().size());
    assertEquals(
        List.of(
            new Problem(
                "memory",
                null,
                "meets a fault of Gatehouse: java.lang.IllegalStateException: oops")),
        registry.state().problems());
  }

  @Test
  void an_error_of_the_compiler_is_not_met_again_at_every_poll() {
    compiler =
        configuration -> {
          throw new StackOverflowError();
        };
    assertThrows(StackOverflowError.class, registry::poll);
    registry.poll();
    assertEquals(1, store.loads);
    assertEquals("nothing", registry.current());
  }

  @Test
  void what_changes_while_it_is_read_is_read_again() {
    store.put("1", "a");
    store.duringLoad = () -> store.put("2", "a", "b");
    registry.poll();
    assertEquals("nothing", registry.current());
    registry.poll();
    assertEquals("plan of [a, b]", registry.current());
  }

  @Test
  void a_refusal_of_what_changed_while_it_was_read_is_not_told() {
    store.refuse("1", new Problem("routes/x.json", null, "half written"));
    store.duringLoad = () -> store.put("2", "a");
    registry.poll();
    registry.poll();
    assertEquals("plan of [a]", registry.current());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void a_place_that_never_existed_is_no_problem_and_is_picked_up_when_it_appears() {
    store.failure = new NoSuchFileException("memory");
    for (int i = 0; i < 3; i++) {
      registry.poll();
    }
    assertEquals("nothing", registry.current());
    assertEquals(List.of(), registry.state().problems());
    assertEquals(
        List.of(
            "INFO the configuration in memory does not exist, nothing is served until that"
                + " changes"),
        log.lines());
    store.failure = null;
    store.put("1", "a");
    registry.poll();
    registry.poll();
    assertEquals("plan of [a]", registry.current());
  }

  @Test
  void a_place_that_vanishes_leaves_the_old_plan_and_is_logged_once() {
    store.put("1", "a");
    registry.poll();
    store.failure = new NoSuchFileException("memory");
    for (int i = 0; i < 5; i++) {
      registry.poll();
      clock.advance(TICK);
    }
    assertEquals("plan of [a]", registry.current());
    assertEquals(
        List.of(
            "SEVERE the configuration in memory does not exist, the one before stays in service"
                + " until that changes"),
        log.lines());
    assertEquals(1, registry.state().problems().size());
    store.failure = null;
    registry.poll();
    registry.poll();
    assertEquals(
        List.of("INFO the configuration in memory is in order, and in service"), log.lines());
    assertEquals(List.of(), registry.state().problems());
    assertEquals(1, swaps.size());
  }

  @Test
  void a_place_that_is_gone_for_one_poll_only_is_not_told() {
    store.put("1", "a");
    registry.poll();
    store.failure = new NoSuchFileException("memory");
    registry.poll();
    store.failure = null;
    registry.poll();
    registry.poll();
    assertEquals(List.of(), log.lines());
  }

  @Test
  void a_failure_to_read_is_logged_once_and_tried_again() {
    store.put("1", "a");
    registry.poll();
    store.put("2", "b");
    store.loadFailure = new IOException("stale handle");
    for (int i = 0; i < 4; i++) {
      registry.poll();
    }
    assertEquals(
        List.of(
            "SEVERE the configuration in memory cannot be read (java.io.IOException: stale handle),"
                + " the one before stays in service until that changes"),
        log.lines());
    store.loadFailure = null;
    registry.poll();
    assertEquals("plan of [b]", registry.current());
  }

  @Test
  void an_interrupt_is_no_failure() {
    store.put("1", "a");
    registry.poll();
    store.put("2", "b");
    store.failure = new ClosedByInterruptException();
    registry.poll();
    registry.poll();
    store.failure = null;
    store.loadFailure = new ClosedByInterruptException();
    registry.poll();
    registry.poll();
    assertEquals(List.of(), log.lines());
    assertEquals(List.of(), registry.state().problems());
    store.loadFailure = null;
    registry.poll();
    assertEquals("plan of [b]", registry.current());
  }

  @Test
  void a_listener_that_fails_does_not_undo_the_swap() {
    Registry<String> other =
        new Registry<>(
            store,
            configuration -> "new",
            "old",
            clock,
            (configuration, plan) -> {
              throw new IllegalStateException();
            });
    assertThrows(IllegalStateException.class, other::poll);
    assertEquals("new", other.current());
    assertEquals(1, other.state().generation());
    other.poll();
    assertEquals(1, store.loads);
  }

  @Test
  void a_store_that_seems_unchanged_is_looked_at_only_while_something_is_to_be_done() {
    store.put("1", "a");
    store.seemsUnchanged = true;
    registry.poll();
    registry.poll();
    clock.advance(TICK);
    registry.poll();
    assertEquals(2, store.loads, "read once more");
    int looks = store.looks;
    registry.poll();
    registry.poll();
    assertEquals(looks, store.looks);

    store.put("2", "b");
    store.seemsUnchanged = false;
    registry.poll();
    store.seemsUnchanged = true;
    registry.poll();
    assertEquals("plan of [b]", registry.current());
  }

  @Test
  void a_store_that_could_not_be_reached_is_looked_at_whatever_it_seems() {
    store.put("1", "a");
    registry.poll();
    clock.advance(TICK);
    registry.poll();
    store.failure = new IOException("gone");
    registry.poll();
    registry.poll();
    store.failure = null;
    store.put("2", "b");
    store.seemsUnchanged = true;
    registry.poll();
    registry.poll();
    assertEquals("plan of [b]", registry.current());
  }

  private static final class MemoryStore implements ConfigStore {
    private String version = "0";
    private Configuration configuration = Configuration.EMPTY;
    private List<Problem> problems = List.of();
    private IOException failure;
    private IOException loadFailure;
    private Runnable duringLoad = () -> {};
    private int loads;
    private int looks;
    private boolean seemsUnchanged;

    void put(String version, String... stages) {
      Map<String, Stage> byId = new java.util.LinkedHashMap<>();
      for (String id : stages) {
        byId.put(id, new Stage(id, id, Served.Live.ALL, Map.of(), StageSettings.NONE));
      }
      this.version = version;
      this.configuration = new Configuration(byId, Map.of(), Map.of());
      this.problems = List.of();
    }

    void refuse(String version, Problem... problems) {
      this.version = version;
      this.problems = List.of(problems);
    }

    @Override
    public String location() {
      return "memory";
    }

    @Override
    public boolean seemsUnchanged() {
      return seemsUnchanged;
    }

    @Override
    public Object version() throws IOException {
      looks++;
      if (failure != null) {
        throw failure;
      }
      return version;
    }

    @Override
    public Loaded load(Object seen) throws IOException {
      loads++;
      if (loadFailure != null) {
        throw loadFailure;
      }
      Configuration read = configuration;
      List<Problem> found = problems;
      duringLoad.run();
      duringLoad = () -> {};
      if (!found.isEmpty()) {
        throw new ConfigurationException(found);
      }
      return new Loaded(read, version);
    }
  }

  private static Map<String, Stage> stages(Configuration configuration) {
    return configuration.plain() == null ? Map.of() : configuration.plain().stages();
  }
}
