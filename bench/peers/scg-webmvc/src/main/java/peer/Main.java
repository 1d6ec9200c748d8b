package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway as its documentation starts it; the routes are in a file of properties. */
@SpringBootApplication
public class Main {

  /** Arguments: those of Spring Boot. */
  public static void main(String[] arguments) {
    SpringApplication.run(Main.class, arguments);
  }
}
