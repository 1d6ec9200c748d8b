package gatehouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an upstream got as the strictest reader would (RFC 9112 without any of its
 * concessions): what passes here is one request to every server there is.
 */
public final class StrictRequest {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE = Pattern.compile(TOKEN + " /[\\x21-\\x7e&&[^#]]* HTTP/1\\.1");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "): *([\\x21-\\x7e\\x80-\\xff][\\t\\x20-\\x7e\\x80-\\xff]*)?");
  private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,15})\r\n");

  private StrictRequest() {}

  /** What is wrong with a request that has been read to its end; empty when nothing is. */
  public static List<String> faults(RecordedRequest request) {
    List<String> faults = new ArrayList<>();
    String head = new String(request.head().raw(), StandardCharsets.ISO_8859_1);
    if (!head.endsWith("\r\n\r\n")) {
      faults.add("the head does not end with an empty line");
      return faults;
    }
    String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
    if (!LINE.matcher(lines[0]).matches()) {
      faults.add("request line: " + lines[0]);
    }
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        faults.add("field line: " + lines[i]);
        continue;
      }
      String value = field.group(2) == null ? "" : field.group(2);
      switch (field.group(1).toLowerCase(java.util.Locale.ROOT)) {
        case "host" -> hosts++;
        case "content-length" -> {
          lengths++;
          if (!value.matches("0|[1-9][0-9]{0,18}")) {
            faults.add("length: " + value);
          }
        }
        case "transfer-encoding" -> {
          codings++;
          if (!value.equals("chunked")) {
            faults.add("coding: " + value);
          }
        }
        case "trailer", "te", "upgrade", "expect", "http2-settings", "proxy-connection" ->
            faults.add("a field of one connection: " + lines[i]);
        default -> {
          // Any other field means nothing for where the request ends.
        }
      }
    }
    if (hosts != 1 || lengths + codings > 1) {
      faults.add("hosts, lengths, codings: " + List.of(hosts, lengths, codings));
    }
    if (codings == 1 && request.awaitBody()) {
      checkChunks(new String(request.rawBody(), StandardCharsets.ISO_8859_1), faults);
    }
    return faults;
  }

  private static void checkChunks(String body, List<String> faults) {
    Matcher size = SIZE.matcher(body);
    int at = 0;
    while (size.find(at) && size.start() == at) {
      int length = Integer.parseInt(size.group(1), 16);
      int end = size.end() + length;
      if (length == 0) {
        if (body.length() != end + 2 || !body.endsWith("\r\n")) {
          faults.add("behind the last chunk: " + body.substring(end));
        }
        return;
      }
      if (!body.startsWith("\r\n", end)) {
        break;
      }
      at = end + 2;
    }
    faults.add("chunks: " + body.substring(Math.min(at, body.length())));
  }
}
