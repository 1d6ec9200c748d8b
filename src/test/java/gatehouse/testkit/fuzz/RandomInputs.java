package gatehouse.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of others at random: the same seed makes the same ones. */
final class RandomInputs {

  private static final int LONGEST = 4_096;
  private static final int MOST_CHANGES = 6;
  private static final List<String> TOKENS =
      List.of(
          "\n",
          "/",
          "//",
          "..",
          ".",
          "%2F",
          "%25",
          "%c3%a9",
          "%00",
          "{",
          "}",
          "{a}",
          "{a+}",
          "${",
          "$",
          "*",
          "?",
          "&",
          "=",
          ";",
          ",",
          ":",
          "::",
          "\"",
          "'",
          "\\",
          "\\u0000",
          "\r\n",
          "\0",
          " ",
          "\t",
          "é",
          "\u2028",
          "😀",
          "\ufeff",
          "0",
          "-1",
          "1e999999999",
          "9223372036854775808",
          "null",
          "true",
          "[]",
          "{}",
          "[[[[",
          "https://",
          "arn:aws:",
          "$context.",
          "stageVariables.",
          "request.",
          "header.",
          "<<: *a",
          "&a ",
          "!Ref ",
          "127.0.0.1",
          "::1",
          "/8",
          "#");

  private final Random random;
  private final List<byte[]> seeds;

  RandomInputs(Random random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = seeds.isEmpty() ? List.of(new byte[0]) : seeds;
  }

  byte[] next() {
    if (random.nextInt(8) == 0) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] input = oneOf(seeds);
    for (int i = random.nextInt(MOST_CHANGES) + 1; i > 0; i--) {
      input = changed(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int length = Math.min(input.length - at, random.nextInt(8));
    return switch (random.nextInt(5)) {
      case 0 -> spliced(input, at, at + length, new byte[0]);
      case 1 -> spliced(input, at, at, oneOf(TOKENS).getBytes(StandardCharsets.UTF_8));
      case 2 -> spliced(input, at, at + length, oneOf(TOKENS).getBytes(StandardCharsets.UTF_8));
      case 3 -> {
        byte[] other = oneOf(seeds);
        int from = random.nextInt(other.length + 1);
        int to = from + random.nextInt(other.length - from + 1);
        yield spliced(input, at, at + length, Arrays.copyOfRange(other, from, to));
      }
      default ->
          spliced(input, at, Math.min(input.length, at + 1), new byte[] {(byte) random.nextInt()});
    };
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] with) {
    byte[] result = new byte[input.length - (to - from) + with.length];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(input, to, result, from + with.length, input.length - to);
    return result;
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
