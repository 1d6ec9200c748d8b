package gatehouse.authorize.iam;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.authorize.policy.JsonTree;
import gatehouse.authorize.policy.Policy;
import gatehouse.http.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of access keys, strictly: whatever of it is not understood could change what a key
 * opens. No message quotes a value.
 *
 * <p>AWS: {@code AccessKey} and {@code User} of the IAM API, for the form of ids.
 */
final class AccessKeysJson {

  private static final String ID = "AccessKeyId";
  private static final String SECRET = "SecretAccessKey";
  private static final String TOKEN = "SessionToken";
  private static final String USER_ARN = "UserArn";
  private static final String USER_ID = "UserId";
  private static final String ACCOUNT = "AccountId";
  private static final String ORGANIZATION = "PrincipalOrgId";
  private static final String POLICY = "Policy";
  private static final String POLICIES = "Policies";
  private static final Set<String> NAMES =
      Set.of(ID, SECRET, TOKEN, USER_ARN, USER_ID, ACCOUNT, ORGANIZATION, POLICY, POLICIES);

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_]{16,128}");
  private static final Pattern VISIBLE_SECRET = Pattern.compile("[!-~]{16,1024}");
  private static final Pattern VISIBLE_TOKEN = Pattern.compile("[!-~]{1,8192}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:(iam|sts)::([0-9]{12}):[!-~]{1,1024}");
  private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9_+=,.@:-]{1,128}");
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
  private static final Pattern ORGANIZATION_ID = Pattern.compile("o-[a-z0-9]{10,32}");

  private AccessKeysJson() {}

  /**
   * The keys in a file.
   *
   * @throws IllegalArgumentException with the place in the file, its fault and the remedy
   */
  static AccessKeys read(byte[] file) {
    JsonNode list = JsonTree.parse(file);
    check(list.isArray(), "", "must be a list of access keys: write one in brackets");
    Map<String, AccessKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      String place = "[" + i + "]";
      AccessKey key = key(place + ".", list.get(i));
      AccessKey other = keys.put(key.holder().accessKey(), key);
      check(other == null, place + "." + ID, "is the id of two keys: remove one of them");
    }
    return new AccessKeys(keys);
  }

  private static AccessKey key(String place, JsonNode in) {
    check(in.isObject(), place, "must be an object: correct it");
    for (Map.Entry<String, JsonNode> entry : in.properties()) {
      check(
          NAMES.contains(entry.getKey()),
          place + JsonTree.shown(entry.getKey()),
          "is unknown: remove it, or write one of "
              + String.join(", ", NAMES.stream().sorted().toList()));
    }
    String account = text(place, in, ACCOUNT, ACCOUNT_ID, "12 digits");
    String arn =
        text(place, in, USER_ARN, ARN, "an ARN such as arn:aws:iam::123456789012:user/alice");
    check(
        arn.contains("::" + account + ":"),
        place + USER_ARN,
        "is of another account than AccountId: correct one of them");
    String userId = text(place, in, USER_ID, UNIQUE_ID, "an id such as AIDACKCEVSQ6C2EXAMPLE");
    Caller.Signer holder =
        new Caller.Signer(
            text(place, in, ID, KEY_ID, "16 to 128 letters, digits and `_`"),
            account,
            userId,
            userId,
            arn,
            optional(place, in, ORGANIZATION, ORGANIZATION_ID, "an id such as o-a1b2c3d4e5"));
    return new AccessKey(
        text(place, in, SECRET, VISIBLE_SECRET, "16 to 1024 visible ASCII characters"),
        optional(place, in, TOKEN, VISIBLE_TOKEN, "1 to 8192 visible ASCII characters"),
        holder,
        policies(place, in));
  }

  private static List<Policy> policies(String place, JsonNode in) {
    check(
        in.has(POLICY) != in.has(POLICIES),
        place + POLICY,
        "or Policies must be there, and not both: without a policy a key opens nothing");
    List<Policy> policies = new ArrayList<>();
    if (in.has(POLICY)) {
      policies.add(policy(place + POLICY, in.get(POLICY)));
      return policies;
    }
    JsonNode list = in.get(POLICIES);
    check(list.isArray() && !list.isEmpty(), place + POLICIES, "must be a list of policies");
    for (int i = 0; i < list.size(); i++) {
      policies.add(policy(place + POLICIES + "[" + i + "]", list.get(i)));
    }
    return policies;
  }

  private static Policy policy(String place, JsonNode document) {
    try {
      return Policy.parse(document);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean hasPlace = message.startsWith("Statement") || message.startsWith("Version:");
      throw new IllegalArgumentException(place + (hasPlace ? "." : ": ") + message, e);
    }
  }

  private static String text(
      String place, JsonNode in, String name, Pattern pattern, String wanted) {
    String text = optional(place, in, name, pattern, wanted);
    if (text == null) {
      throw new IllegalArgumentException(place + name + ": is missing: write " + wanted);
    }
    return text;
  }

  private static @Nullable String optional(
      String place, JsonNode in, String name, Pattern pattern, String wanted) {
    JsonNode value = in.get(name);
    if (value == null) {
      return null;
    }
    check(
        value.isTextual() && pattern.matcher(value.textValue()).matches(),
        place + name,
        "is not what it should be: write " + wanted);
    return value.textValue();
  }

  private static void check(boolean ok, String place, String message) {
    if (!ok) {
      throw new IllegalArgumentException(place.isEmpty() ? message : place + ": " + message);
    }
  }
}
