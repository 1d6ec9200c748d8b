package gatehouse.accesslog;

import gatehouse.config.LogFormat;
import gatehouse.http.ApiStage;
import gatehouse.http.Exchange;
import gatehouse.pipeline.ExchangeListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** The access log of a stage. Safe for use by any number of threads. */
final class AccessLog implements ExchangeListener {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  private final LineTemplate template;
  private final boolean isWrapped;
  private final Outlet outlet;
  private final LineWriter writer;
  private final AtomicBoolean isFaulty = new AtomicBoolean();

  /**
   * A log.
   *
   * @param isWrapped whether lines that are no JSON become part of an object that is
   */
  AccessLog(LogFormat format, boolean isWrapped, Outlet outlet, LineWriter writer) {
    this.template = new LineTemplate(format);
    this.isWrapped = isWrapped && template.kind() != LineKind.JSON;
    this.outlet = outlet;
    this.writer = writer;
  }

  @Override
  public void began(Exchange exchange) {}

  /**
   * Makes the line of an exchange that is over, and hands it to the writer. The line is made here,
   * so that nothing of the exchange is held in memory until it is written. Never waits, and throws
   * nothing that concerns the log alone.
   */
  @Override
  public void ended(Exchange exchange) {
    try {
      String line = template.line(exchange);
      writer.offer(outlet, isWrapped ? wrapped(line, exchange) : line);
    } catch (RuntimeException e) {
      if (isFaulty.compareAndSet(false, true)) {
        LOG.log(Level.ERROR, "a line of an access log cannot be made; told once", e);
      }
    }
  }

  /** One JSON object, by whose API, stage and id others can find what they look for. */
  private static String wrapped(String line, Exchange exchange) {
    ApiStage stage = exchange.match().stage();
    StringBuilder object = new StringBuilder(2 * line.length() + 160);
    object.append("{\"time\":\"").append(exchange.received());
    property(object, "apiId", stage.apiId());
    property(object, "stage", stage.stageName());
    property(object, "requestId", exchange.requestId());
    property(object, "line", line);
    return object.append("\"}").toString();
  }

  /** Behind a value that lacks its last quote; and its own lacks it, too. */
  private static void property(StringBuilder object, String name, String value) {
    object.append("\",\"").append(name).append("\":\"");
    Escape.JSON.append(object, value, Integer.MAX_VALUE);
  }
}
