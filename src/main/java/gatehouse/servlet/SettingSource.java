package gatehouse.servlet;

import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator sets what is not in the configuration directory.
 *
 * <p>Each setting is looked for in the deployment's JNDI environment ({@code
 * java:comp/env/gatehouse.config}), its context parameters, the system properties, and the
 * environment ({@code GATEHOUSE_CONFIG}), in this order; the first one counts.
 */
final class SettingSource {

  private final Function<String, @Nullable String> ofDeployment;
  private final Function<String, @Nullable String> properties;
  private final Map<String, String> environment;

  /**
   * Settings from these sources.
   *
   * @param ofDeployment JNDI and context parameters
   * @param properties system properties
   * @param environment the process's environment
   */
  SettingSource(
      Function<String, @Nullable String> ofDeployment,
      Function<String, @Nullable String> properties,
      Map<String, String> environment) {
    this.ofDeployment = ofDeployment;
    this.properties = properties;
    this.environment = environment;
  }

  /** The sources of this deployment. */
  static SettingSource of(ServletContext context) {
    return new SettingSource(
        name -> {
          String jndi = given(fromJndi(name));
          return jndi == null ? context.getInitParameter(name) : jndi;
        },
        System::getProperty,
        System.getenv());
  }

  /** A system property that is no setting of ours; null when it is not set. */
  @Nullable String systemProperty(String name) {
    return properties.apply(name);
  }

  /** A variable of the environment that is no setting of ours; null when it is not set. */
  @Nullable String environmentVariable(String name) {
    return given(environment.get(name));
  }

  Duration millis(SettingKey key, int usual, int least, int most) {
    return Duration.ofMillis(number(key, usual, least, most));
  }

  int number(SettingKey key, int usual, int least, int most) {
    return (int) number(key, (long) usual, least, most);
  }

  long number(SettingKey key, long usual, long least, long most) {
    String text = text(key);
    if (text == null) {
      return usual;
    }
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "setting %s is `%s`: write a whole number from %d to %d"
            .formatted(key.property(), text, least, most));
  }

  boolean flag(SettingKey key, boolean usual) {
    String text = text(key);
    if (text == null) {
      return usual;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "setting %s is `%s`: write true or false".formatted(key.property(), text));
    };
  }

  @Nullable String text(SettingKey key) {
    String value = given(ofDeployment.apply(key.property()));
    if (value == null) {
      value = given(properties.apply(key.property()));
    }
    return value == null ? given(environment.get(key.environmentName())) : value;
  }

  /** A blank value says nothing. */
  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * The names are those of {@link SettingKey} and nobody else's, so what is looked up is the
   * operator's.
   */
  @SuppressWarnings("BanJNDI")
  private static @Nullable String fromJndi(String name) {
    try {
      InitialContext naming = new InitialContext();
      try {
        Object value = naming.lookup("java:comp/env/" + name);
        return value == null ? null : value.toString();
      } finally {
        naming.close();
      }
    } catch (NamingException e) {
      // No such entry, or a container without JNDI: both mean that nothing is set there.
      return null;
    }
  }
}
