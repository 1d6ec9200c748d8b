package gatehouse.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The clients, a process of its own. Arguments: the gateway's port, the number of clients, how many
 * milliseconds each thinks behind an answer. Commands on standard input: {@code go} lets the
 * clients ask, each its next request when it has the last answer; {@code pause} waits until each
 * has its answer, and prints a {@link Tally}; the end of the input ends the process.
 */
public final class LoadGenerator {

  private static final long HEAD_AND_SOME = 64 * 1_024;

  private final int port;

  /** The clients and the main thread meet here twice per round: to start and when all are idle. */
  private final Phaser rounds;

  private final int thinkMillis;
  private volatile boolean pausing;

  private LoadGenerator(int port, int clients, int thinkMillis) {
    this.port = port;
    this.thinkMillis = thinkMillis;
    this.rounds = new Phaser(clients + 1);
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    int clients = Integer.parseInt(arguments[1]);
    LoadGenerator generator =
        new LoadGenerator(Integer.parseInt(arguments[0]), clients, Integer.parseInt(arguments[2]));
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Tally tally = new Tally();
      tallies.add(tally);
      Thread thread = new Thread(() -> generator.client(tally), "client-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      if (command.equals("go")) {
        generator.pausing = false;
        generator.rounds.arriveAndAwaitAdvance();
      } else {
        generator.pausing = true;
        generator.rounds.arriveAndAwaitAdvance();
        Tally all = new Tally();
        tallies.forEach(all::addAll);
        System.out.println(all);
      }
    }
  }

  private void client(Tally tally) {
    ClientConnection connection = null;
    while (true) {
      rounds.arriveAndAwaitAdvance();
      while (!pausing) {
        connection = ask(connection, tally);
        think();
      }
      rounds.arriveAndAwaitAdvance();
    }
  }

  private void think() {
    if (thinkMillis > 0) {
      try {
        Thread.sleep(thinkMillis);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts clients", e);
      }
    }
  }

  /** One request; returns the connection for the next one, null for a new one. */
  private @Nullable ClientConnection ask(@Nullable ClientConnection open, Tally tally) {
    Kind kind = Kind.of(ThreadLocalRandom.current().nextInt(Kind.WEIGHTS));
    ClientConnection connection = open;
    String sent = "none";
    if (open != null && open.isStale()) {
      close(open);
      connection = null;
    }
    try {
      if (connection == null) {
        sent = "unconnected";
        connection = new ClientConnection(port);
      }
      sent = "sending";
      connection.send(kind.bytes());
      sent = "waiting";
      tally.add(kind + ".sent");
      return answered(connection, kind, tally) ? connection : null;
    } catch (IOException e) {
      tally.add(kind + ".unexpected." + sent + "." + e.getClass().getSimpleName());
      close(connection);
      return null;
    }
  }

  private static boolean answered(ClientConnection connection, Kind kind, Tally tally)
      throws IOException {
    if (kind.leavesBlind()) {
      connection.close();
      return false;
    }
    boolean leaves = kind == Kind.LEAVES_READING;
    ClientConnection.Answer answer = connection.receive(leaves ? HEAD_AND_SOME : Long.MAX_VALUE);
    tally.add(kind + ".status." + answer.status());
    tally.add("bytes", answer.bytes());
    if (leaves) {
      connection.reset();
      return false;
    }
    if (!kind.mayAnswer(answer.status())) {
      tally.add(kind + ".unexpected." + answer.status());
    } else if (answer.whole() != kind.isWhole()) {
      tally.add(kind + ".unexpected." + (answer.whole() ? "whole" : "cut"));
    } else if (kind == Kind.STREAM && answer.bytes() != SoakUpstream.STREAM_BYTES) {
      tally.add(kind + ".unexpected.length");
    }
    if (connection.isClosing()) {
      connection.close();
      return false;
    }
    return true;
  }

  private static void close(@Nullable ClientConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It is gone in either case.
      return;
    }
  }
}
