package gatehouse.authorize;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gatehouse.http.Caller.TokenBearer;
import gatehouse.http.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature was right, so that one that comes again is neither taken apart nor checked
 * a second time. What an entry says is "this text was signed with this key", which never changes:
 * whether the issuer still has that key, and whether the claims hold now and for this authorizer,
 * is asked for each request. So all authorizers share one bounded memory. It holds claims and
 * hashes, no tokens. Safe for use by several threads; it has none of its own.
 */
final class VerifiedTokens {

  /** Of all tokens together; their claims take some times as much memory. */
  static final long MOST_CHARACTERS = 2_000_000;

  /** After which one that did not come again is forgotten. */
  private static final Duration UNUSED = Duration.ofMinutes(15);

  private final Cache<ByteBuffer, Verified> cache;

  /** None yet. */
  VerifiedTokens(Ticker ticker) {
    cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker::nanos)
            .maximumWeight(MOST_CHARACTERS)
            .weigher((ByteBuffer hash, Verified verified) -> verified.length())
            .expireAfterAccess(UNUSED)
            .build();
  }

  /**
   * A token whose signature is right.
   *
   * @param token without its signature
   * @param key that it was signed with
   * @param bearer who has it, where no scope is asked for
   * @param scoped the same with the scopes that it grants
   * @param length of its text
   */
  record Verified(
      Token token, KeySet.Key key, TokenBearer bearer, TokenBearer scoped, int length) {}

  /** The token of this text, if it was verified before; else null. */
  @Nullable Verified find(String text) {
    return cache.getIfPresent(hash(text));
  }

  /** Keeps what was verified. */
  Verified keep(String text, Token token, KeySet.Key key) {
    Map<String, String> claims = ClaimTexts.of(token.claims());
    Verified verified =
        new Verified(
            token.withoutSignature(),
            key,
            new TokenBearer(claims, null),
            new TokenBearer(claims, ClaimRules.scopes(token.claims())),
            text.length());
    cache.put(hash(text), verified);
    return verified;
  }

  /** How many characters the tokens had that are known. */
  long characters() {
    cache.cleanUp();
    return cache.asMap().values().stream().mapToLong(Verified::length).sum();
  }

  private static ByteBuffer hash(String text) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
