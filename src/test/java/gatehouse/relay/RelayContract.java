package gatehouse.relay;

import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SilentPort;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.TestCertificates.Identity;
import gatehouse.testkit.server.ProbeWar;
import gatehouse.testkit.server.ServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** What the relay promises on every server, as it comes out of the box; one server for all. */
abstract class RelayContract extends StandContract {

  private SilentPort silent;

  @Override
  Stand.Plan plan(ServerBuilder server, Path directory) throws IOException {
    TestCertificates certificates = TestCertificates.in(directory);
    // No name but these resolves, and nobody is asked.
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
    server
        .jvm("-Xmx256m", "-Djdk.net.hosts.file=" + hosts)
        .jvm(certificates.trustStoreOptions().toArray(String[]::new))
        .deploy("/probe", ProbeWar.in(directory));
    silent = SilentPort.open();
    Stand.Plan plan =
        Stand.on(server, directory.resolve("config"))
            .route("refused", RawUpstream.refusingUrl(), Stand.USUAL_MILLIS)
            .route("unknown", "http://nobody.invalid", Stand.USUAL_MILLIS)
            .route("silent", silent.url(), Stand.SHORT_MILLIS);
    for (Identity identity : Identity.values()) {
      plan.route(
          identity.name().toLowerCase(Locale.ROOT),
          RawUpstream.startTls(certificates.server(identity)));
    }
    return plan;
  }

  @AfterAll
  void closeSilentPort() {
    if (silent != null) {
      silent.close();
    }
  }

  @Nested
  class Streams extends StreamingTheme {
    Streams() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Framings extends FramingTheme {
    Framings() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Faults extends FaultyUpstreamTheme {
    Faults() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Unreachable extends UnreachableUpstreamTheme {
    Unreachable() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Departures extends LeavingClientTheme {
    Departures() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Waiting extends WaitingTheme {
    Waiting() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Faithful extends FaithfulnessTheme {
    Faithful() {
      super(RelayContract.this.shared());
    }
  }

  @Nested
  class Differential extends DifferentialTheme {
    Differential() {
      super(RelayContract.this.shared());
    }
  }
}
