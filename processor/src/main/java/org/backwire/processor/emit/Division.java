package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A member in parts, and how values come from one part to another. What a part alone leaves behind is returned; several values are
 * left where all parts find them: in the fields of a frame that is passed on, or of the gate. All else is passed as an argument.
 */
final class Division {
    private static final int MOST_SLOTS = 250;

    private final Cutter.Result cut;
    private final Definitions definitions;
    private final Set<Value> carried = Collections.newSetFromMap(new LinkedHashMap<>());
    private final Set<Value> inFields;
    private final Map<Value, String> places = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private final List<Part> inOrder = new ArrayList<>();
    private final Set<String> framed = new HashSet<>();
    private @Nullable String frame;

    /** @param inFields values that stand in fields of the gate */
    Division(Function function, Cutter.Result cut, Set<Value> inFields) {
        this.cut = cut;
        this.inFields = inFields;
        definitions = Definitions.of(function);
        collectInOrder(cut.main().body());
        for (Part part : inOrder) {
            if (part.results().size() > 1) {
                carried.addAll(part.results());
            }
        }
        for (Part part : inOrder) {
            if (slots(arguments(part)) > MOST_SLOTS) {
                arguments(part).stream().filter(v -> definitions.of(v) != null).forEach(carried::add);
            }
        }
    }

    private void collectInOrder(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallPart call) {
                Part part = part(call);
                inOrder.add(part);
                collectInOrder(part.function().body());
            }
            op.regions().forEach(this::collectInOrder);
        }
    }

    private static int slots(List<Value> values) {
        return values.stream()
                .mapToInt(v -> v.type() == Type.Primitive.DOUBLE || v.type() == Type.Primitive.LONG ? 2 : 1)
                .sum();
    }

    /** Whether the JVM takes so many arguments. */
    boolean isPossible() {
        return !cut.parts().isEmpty()
                && cut.parts().values().stream().allMatch(part -> slots(arguments(part)) <= MOST_SLOTS);
    }

    Function main() {
        return cut.main();
    }

    /** The parts in the order in which they run for the first time. */
    List<Part> parts() {
        return inOrder;
    }

    Part part(Op.CallPart call) {
        return Objects.requireNonNull(cut.parts().get(call.part()));
    }

    /** Values that are left in fields. */
    List<Value> carried() {
        return List.copyOf(carried);
    }

    String wish(Value value) {
        return Wishes.of(value, definitions);
    }

    /**
     * Says where values are found and how the parts are called.
     *
     * @param frame the variable whose fields they are; null in a gate
     */
    void place(Map<Value, String> where, @Nullable String frame, Map<Part, String> names) {
        places.putAll(where);
        this.frame = frame;
        names.forEach((part, name) -> methods.put(part.name(), name));
        if (frame != null) {
            cut.parts().values().forEach(this::frame);
        }
    }

    private boolean frame(Part part) {
        boolean needs = part.reads().stream().anyMatch(carried::contains)
                || part.results().stream().anyMatch(carried::contains)
                || calls(part.function().body());
        if (needs) {
            framed.add(part.name());
        }
        return needs;
    }

    private boolean calls(Region region) {
        return region.ops().stream()
                .anyMatch(op -> op instanceof Op.CallPart call && frame(part(call))
                        || op.regions().stream().anyMatch(this::calls));
    }

    /** Whether the values are found without being passed. */
    boolean isPlaced(Value value) {
        return carried.contains(value) || inFields.contains(value);
    }

    /** What a part is given, in order. */
    List<Value> arguments(Part part) {
        return part.reads().stream().filter(v -> !isPlaced(v)).toList();
    }

    /** Where a value that is not passed is found. */
    String place(Value value) {
        return Objects.requireNonNull(places.get(value));
    }

    /** The variable of the frame, if a part is given it. */
    @Nullable
    String frameOf(Part part) {
        return framed.contains(part.name()) ? frame : null;
    }

    String method(Part part) {
        return Objects.requireNonNull(methods.get(part.name()));
    }

    /** The value that a part returns, if it does. */
    @Nullable
    Value returned(Part part) {
        List<Value> results = part.results();
        return results.size() == 1 && !carried.contains(results.get(0)) ? results.get(0) : null;
    }

    /** All values that are computed inside of a region and are left in fields. */
    void placedIn(Region region, Map<Value, String> into) {
        for (Op op : region.ops()) {
            op.results().stream().filter(this::isPlaced).forEach(v -> into.put(v, place(v)));
            op.regions().forEach(inner -> placedIn(inner, into));
        }
    }
}
