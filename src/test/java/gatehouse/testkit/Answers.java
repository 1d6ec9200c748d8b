package gatehouse.testkit;

import gatehouse.dev.PostmanEcho;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Ready-made scripts: the answers that upstreams give, good and bad. Unless said otherwise they
 * read the request's body first, and leave the connection open.
 */
public final class Answers {

  private Answers() {}

  /** 200 with a plain text of known length. */
  public static Script ok(String text) {
    return of("200 OK", text, "Content-Type: text/plain");
  }

  /** 200 with JSON of known length. */
  public static Script json(String json) {
    return of("200 OK", json, "Content-Type: application/json");
  }

  /**
   * Any status with a body of known length.
   *
   * @param status with its reason, for example {@code 404 Not Found}
   * @param headers whole lines without their ends; Content-Length is added
   */
  public static Script of(String status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // One write, so that a client never sees a head without its body by accident.
    return Script.start()
        .readBody()
        .send(head(status, headers) + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
  }

  /** An answer without a body of its own: 204, 304, or one to HEAD; headers as given. */
  public static Script bodiless(String status, String... headers) {
    return Script.start().readBody().send(head(status, headers) + "\r\n");
  }

  /** What Postman Echo answers. */
  public static Script postmanEcho(RecordedRequest request) {
    return Script.start()
        .readBody()
        .then(
            exchange -> {
              List<Map.Entry<String, String>> headers =
                  request.head().fields().stream()
                      .map(field -> Map.entry(field.name(), field.value()))
                      .toList();
              String origin = "http://" + request.header("host").orElse("");
              byte[] body =
                  PostmanEcho.tell(
                          request.method(), origin, request.target(), headers, request.body())
                      .toString()
                      .getBytes(StandardCharsets.UTF_8);
              String head =
                  head("200 OK", "Content-Type: application/json; charset=utf-8")
                      + ("Content-Length: " + body.length + "\r\n\r\n");
              String text = new String(body, StandardCharsets.UTF_8);
              String all = request.method().equals("HEAD") ? head : head + text;
              exchange.out().write(all.getBytes(StandardCharsets.UTF_8));
            });
  }

  /**
   * 200 in chunks.
   *
   * @param trailers whole lines without their ends
   */
  public static Script chunked(List<String> chunks, String... trailers) {
    Script script = Script.start().readBody().send(chunkedHead());
    for (String chunk : chunks) {
      script = script.chunk(chunk);
    }
    return script.send("0\r\n" + lines(trailers) + "\r\n");
  }

  /** 200 whose body ends with the connection. */
  public static Script untilClose(String text) {
    return Script.start().readBody().send(head("200 OK") + "\r\n" + text).close();
  }

  /** 200 with the generated body, of known length. */
  public static Script generated(long length) {
    return Script.start()
        .readBody()
        .send(head("200 OK", "Content-Length: " + length) + "\r\n")
        .sendGenerated(length);
  }

  /** 200 with the generated body in chunks. */
  public static Script generatedChunks(long length) {
    return Script.start().readBody().send(chunkedHead()).sendGeneratedChunks(length);
  }

  /** The answer comes before a byte of the request's body is read; then the body is read. */
  public static Script beforeTheBody(String status, String text) {
    return Script.start()
        .send(head(status, "Content-Length: " + text.length()) + "\r\n" + text)
        .readBody();
  }

  /**
   * Sends an interim answer before another one.
   *
   * @param status for example {@code 103 Early Hints}
   */
  public static Script interim(String status, Script finalAnswer, String... headers) {
    return Script.start().send(head(status, headers) + "\r\n").then(finalAnswer);
  }

  /** Interim answers without end. */
  public static Script endlessInterim() {
    return Script.start().readBody().endlessly(head("102 Processing") + "\r\n");
  }

  /** Header lines without end. */
  public static Script endlessHead() {
    return Script.start().readBody().send(head("200 OK")).endlessly("X-Filler: filler\r\n");
  }

  /** Two Content-Length lines that differ. */
  public static Script twoContentLengths() {
    return Script.start()
        .readBody()
        .send(head("200 OK", "Content-Length: 5", "Content-Length: 7") + "\r\nhello!!");
  }

  /** Content-Length and Transfer-Encoding at once. */
  public static Script lengthAndChunks() {
    return Script.start()
        .readBody()
        .send(head("200 OK", "Content-Length: 3", "Transfer-Encoding: chunked"))
        .send("\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  /** 200 with one header of this many characters. */
  public static Script longHeader(int length) {
    return of("200 OK", "hello", "X-Long: " + "a".repeat(length));
  }

  /** 200 with this many headers. */
  public static Script manyHeaders(int count) {
    String[] headers = new String[count];
    for (int i = 0; i < count; i++) {
      headers[i] = "X-Many-" + i + ": " + i;
    }
    return of("200 OK", "hello", headers);
  }

  /** 200 with a header that goes on in the next line, as RFC 9112 forbids. */
  public static Script foldedHeader() {
    return of("200 OK", "hello", "X-Folded: one", "  two");
  }

  /** 200 with a character in a header's value that does not belong there. */
  public static Script characterInHeader(char character) {
    return of("200 OK", "hello", "X-Odd: one" + character + "two");
  }

  /** No HTTP at all. */
  public static Script garbage() {
    return Script.start().readBody().send("\u0016\u0003\u0001garbage\r\nmore\r\n\r\n").close();
  }

  /** The connection ends (FIN) after 5 of 50 bytes. */
  public static Script truncatedBody() {
    return Script.start().readBody().send(head("200 OK", "Content-Length: 50") + "\r\nhello").cut();
  }

  /** The connection ends (FIN) between two chunks. */
  public static Script truncatedChunks() {
    return Script.start().readBody().send(chunkedHead()).chunk("hello").cut();
  }

  /** Server-sent events, released by the test one by one. */
  public static Script serverSentEvents(Feed feed) {
    String head =
        head("200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked") + "\r\n";
    return Script.start().readBody().send(head).sendChunksFrom(feed);
  }

  /** Sends the request's body back in chunks while it arrives. */
  public static Script echoWhileReading() {
    return Script.start()
        .send(chunkedHead())
        .then(
            exchange -> {
              byte[] piece = new byte[8192];
              int count = exchange.read(piece, piece.length);
              while (count >= 0) {
                Chunks.write(exchange.out(), piece, count);
                count = exchange.read(piece, piece.length);
              }
              Chunks.writeLast(exchange.out());
            });
  }

  /** The status line and header lines, without the empty line. */
  public static String head(String status, String... headers) {
    return "HTTP/1.1 " + status + "\r\n" + lines(headers);
  }

  private static String chunkedHead() {
    return head("200 OK", "Transfer-Encoding: chunked") + "\r\n";
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }
}
