package gatehouse.command;

import java.util.List;
import java.util.random.RandomGenerator;

final class DeployCommand {
  DeployCommand(Console console, RandomGenerator random) {}

  int run(List<String> words) {
    return words.size();
  }
}
