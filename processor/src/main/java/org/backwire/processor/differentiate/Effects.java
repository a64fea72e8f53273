package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;

/**
 * What a helper that calls itself does beside computing new values.
 *
 * @param callee the helper, as it was read
 * @param sources for each result, which of its parameters it may be, by number; {@link #OWN} or {@link #NULL}
 * @param writes the numbers of the parameters that are arrays it writes to
 * @param owns whether the arrays it returns are its own, unless they are parameters
 */
record Effects(Callee callee, List<Set<Integer>> sources, SortedSet<Integer> writes, boolean owns) {
    /** The source of a result that is no parameter. */
    static final int OWN = -1;

    /** The source of a result that is null. */
    static final int NULL = -2;

    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** What is returned in the place of a result, or of what was written. */
    enum Kind {
        /** The number of the parameter that a result is, or another source. */
        SOURCE,
        /** A result, as far as it is no parameter. */
        VALUE,
        /** What a parameter holds in the end. */
        WRITTEN,
        /** That there is nothing. */
        NOTHING
    }

    /** @param index of the result or the parameter */
    record Output(Kind kind, int index, String name, Type type) {}

    /** Before anything is known. */
    static Effects none(Callee callee) {
        List<Set<Integer>> sources = new ArrayList<>();
        callee.result().types().forEach(type -> sources.add(type instanceof Type.Array ? Set.of() : Set.of(OWN)));
        return new Effects(callee, sources, new TreeSet<>(), true);
    }

    /** The parameter that a result always is; -1 if it is not always the same one. */
    int parameter(int result) {
        Set<Integer> all = sources.get(result);
        return all.size() == 1 ? Math.max(-1, all.iterator().next()) : -1;
    }

    /** Whether it has to be told of a result which parameter it is. */
    boolean isMixed(int result) {
        Set<Integer> all = sources.get(result);
        return parameter(result) < 0 && !all.isEmpty() && !all.equals(Set.of(OWN));
    }

    /** All that is returned, in order. */
    List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        Set<String> taken = new HashSet<>(NO_COMPONENTS);
        List<Type> types = callee.result().types();
        for (int i = 0; i < types.size(); i++) {
            if (parameter(i) >= 0) {
                continue;
            }
            String name = callee.result() instanceof Shape.Compound record
                    ? record.names().get(i)
                    : "value";
            if (isMixed(i)) {
                String source = name.equals("value") ? "source" : name + "Source";
                outputs.add(new Output(Kind.SOURCE, i, free(source, taken), Type.Primitive.INT));
            }
            outputs.add(new Output(Kind.VALUE, i, free(name, taken), types.get(i)));
        }
        for (int i : writes) {
            Type type = ((Shape.Single) callee.shapes().get(i)).type();
            outputs.add(new Output(Kind.WRITTEN, i, free(callee.parameters().get(i), taken), type));
        }
        if (outputs.isEmpty()) {
            outputs.add(new Output(Kind.NOTHING, 0, "nothing", Type.Primitive.INT));
        }
        return outputs;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }

    /** Whether gradients come back through what is returned. */
    boolean hasGradients() {
        return outputs().stream().anyMatch(output -> output.type().isDifferentiable());
    }

    /** The numbers of the parameters that may have gradients. */
    List<Integer> moving() {
        List<Integer> moving = new ArrayList<>();
        for (int i = 0; i < callee.shapes().size(); i++) {
            if (callee.shapes().get(i).types().get(0).isDifferentiable()) {
                moving.add(i);
            }
        }
        return moving;
    }

    /**
     * How the helper is called that returns all this.
     *
     * @param steady whether a second call gives the same
     * @param keeps whether what is passed may stay behind in an object, where no gradient is seen
     */
    Callee returning(boolean steady, boolean keeps) {
        List<Output> outputs = outputs();
        List<Shape> shapes = outputs.stream()
                .map(output -> (Shape) new Shape.Single(output.type()))
                .toList();
        boolean isPlain = outputs.size() == 1 && outputs.get(0).kind() == Kind.VALUE && writes.isEmpty();
        Shape result = outputs.size() == 1
                ? shapes.get(0)
                : new Shape.Compound(
                        callee.companion().reference(Callee.RETURNED),
                        outputs.stream().map(Output::name).toList(),
                        shapes);
        List<Integer> wrt = hasGradients() || !keeps ? moving() : List.of();
        boolean isSame = isPlain && callee.result() instanceof Shape.Single;
        Member method = isSame ? callee.method() : new Member(callee.companion(), "value");
        Callee returning = callee.returning(method, result, wrt, Set.of("GRADIENT", "HVP"), steady, owns);
        return returning.goesByNumbers()
                ? returning
                : callee.returning(method, result, wrt, Set.of("GRADIENT", "JVP", "HVP"), steady, owns);
    }
}
