package gatehouse.service;

import gatehouse.config.ServiceParameter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads moments: services want them in seconds since 1970. */
final class Moment {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}(\\.[0-9]{1,9})?");

  /** So many seconds are far in the future: {@code $context.requestTimeEpoch} looks like that. */
  private static final Pattern MILLIS = Pattern.compile("[0-9]{12,15}");

  private Moment() {}

  static BigDecimal secondsOf(ServiceParameter parameter, String text) {
    if (SECONDS.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    if (MILLIS.matcher(text).matches()) {
      return seconds(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    try {
      return seconds(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new UnresolvedException(parameter.name(), "its source is no time");
    }
  }

  private static BigDecimal seconds(Instant instant) {
    BigDecimal seconds =
        BigDecimal.valueOf(instant.getEpochSecond())
            .add(BigDecimal.valueOf(instant.getNano(), 9))
            .stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
