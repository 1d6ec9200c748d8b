package gatehouse.control.cloudformation;

import gatehouse.control.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** In which order resources are made. AWS: "DependsOn attribute". Stateless. */
final class Order {

  private Order() {}

  /**
   * Sorts resources: behind all that they depend on, those of lower ranks first.
   *
   * @param dependencies by logical id, in the template's order; ids that are no keys do not count
   * @throws TemplateException when they depend on one another
   */
  static List<String> of(Map<String, Set<String>> dependencies, ToIntFunction<String> rank) {
    Map<String, Set<String>> open = new LinkedHashMap<>(dependencies);
    List<String> order = new ArrayList<>();
    while (!open.isEmpty()) {
      String next =
          open.entrySet().stream()
              .filter(each -> each.getValue().stream().noneMatch(open::containsKey))
              .map(Map.Entry::getKey)
              .min(Comparator.comparingInt(rank))
              .orElseThrow(
                  () ->
                      new TemplateException(
                          "Resources",
                          "some depend on one another, %s: take a reference out"
                              .formatted(String.join(", ", open.keySet()))));
      open.remove(next);
      order.add(next);
    }
    return order;
  }
}
