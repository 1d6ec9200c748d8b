package gatehouse.control.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.Request;
import gatehouse.registry.ConfigWriter;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The record of one attempt to change something. It is written once, when it is known how the
 * attempt ended: by {@link #done} or {@link #refused}. For one thread at a time.
 *
 * <p>AWS: the names are those of CloudTrail's records, {@code changes} being ours.
 */
public final class AuditRecord {

  private static final int LONGEST_FIELD = 1_024;

  private final AuditTrail trail;
  private final Asked asked;
  private final Instant time;
  private final FileChanges changes = new FileChanges();
  private final Withheld withheld = new Withheld();
  private Actor actor = Actor.UNKNOWN;

  /**
   * What is asked.
   *
   * @param request in which
   * @param requestId of the answer
   * @param source {@code apigateway.amazonaws.com}
   * @param operation {@code CreateRoute}
   * @param resource its ARN
   * @param isDryRun whether only what would come of it is asked
   */
  public record Asked(
      Request request,
      String requestId,
      String source,
      String operation,
      String resource,
      boolean isDryRun) {

    /** What is to be done. */
    public Asked(
        Request request, String requestId, String source, String operation, String resource) {
      this(request, requestId, source, operation, resource, false);
    }
  }

  AuditRecord(AuditTrail trail, Asked asked, Instant time) {
    this.trail = trail;
    this.asked = asked;
    this.time = time;
  }

  /** It is known now who asks. */
  public void by(Actor who) {
    actor = who;
  }

  /** Texts that the record must not tell, wherever they come up in it. */
  public void hide(Collection<String> secrets) {
    withheld.add(secrets);
  }

  /** A change whose last attempt this record tells of. */
  public <T> ConfigWriter.Change<T> watching(ConfigWriter.Change<T> change) {
    return changes.watching(change);
  }

  /**
   * It has been done. When this returns the record is written, or the server's log has it and no
   * other change is begun before it is.
   */
  public void done() {
    written(line(null, null));
  }

  private void written(ObjectNode line) {
    line.set("changes", changes.toJson(withheld));
    trail.write(line);
  }

  /**
   * Nothing has been changed; or it has, and then something went wrong, which the record tells with
   * the changes.
   *
   * @param errorCode {@code AccessDeniedException}
   * @param message that the client is told
   */
  public void refused(String errorCode, String message) {
    ObjectNode line = line(errorCode, message);
    if (changes.isMade()) {
      written(line);
    } else if (actor.equals(Actor.UNKNOWN)) {
      trail.writeOfStranger(line);
    } else {
      trail.write(line);
    }
  }

  private ObjectNode line(@Nullable String errorCode, @Nullable String message) {
    Request request = asked.request();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("eventTime", time.toString());
    line.put("eventSource", asked.source());
    line.put("eventName", asked.operation());
    line.put("awsRegion", trail.region());
    line.put("sourceIPAddress", request.connection().peerAddress());
    put(line, "forwardedFor", request.headers().first("X-Forwarded-For"));
    put(line, "userAgent", request.headers().first("User-Agent"));
    ObjectNode identity = line.putObject("userIdentity").put("type", actor.type());
    put(identity, "arn", actor.arn());
    put(identity, "accountId", actor.accountId());
    put(identity, "accessKeyId", actor.accessKeyId());
    line.put("requestID", asked.requestId());
    line.putArray("resources").addObject().put("ARN", clipped(asked.resource()));
    if (asked.isDryRun()) {
      line.put("dryRun", true);
    }
    put(line, "errorCode", errorCode);
    put(line, "errorMessage", message == null ? null : Redaction.of(withheld.of(message)));
    return line;
  }

  private static void put(ObjectNode to, String name, @Nullable String text) {
    if (text != null) {
      to.put(name, clipped(text));
    }
  }

  private static String clipped(String text) {
    return text.length() > LONGEST_FIELD ? text.substring(0, LONGEST_FIELD) + "…" : text;
  }
}
