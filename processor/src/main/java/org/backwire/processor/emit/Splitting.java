package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a class are written in parts, because HotSpot does not compile a method that is too long, and the parts. A
 * class is written until every method is short enough, or does not become shorter: each time the parts of what was too long
 * are made smaller.
 */
final class Splitting {
    private static final int SHORTEST = 50;
    private static final int SURE = 3;
    private static final double ENOUGH = 0.97;
    /** For what the estimate does not see. */
    private static final double MARGIN = 1.02;

    private final int limit;
    private final Verbatim verbatim;
    private final Predicate<String> neighbours;
    private final Set<String> classes;
    /** How long the parts of a member may be, by our estimate; nothing for a member in one piece. */
    private final Map<String, Integer> lengths = new HashMap<>();

    private final Set<String> settled = new HashSet<>();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<String, String> members = new LinkedHashMap<>();
    private final List<MethodSpec> methods = new ArrayList<>();
    private final List<FieldSpec> fields = new ArrayList<>();
    private final List<TypeSpec> frames = new ArrayList<>();

    /** How long the longest method of a member came to be, with parts of a length. */
    private record Attempt(@Nullable Integer length, int size) {}

    /**
     * Nothing is in parts.
     *
     * @param limit the bytes that a method may have
     * @param verbatim takes the lines that are final
     * @param neighbours names that a frame must not have
     * @param classes names that no variable must have
     */
    Splitting(int limit, Verbatim verbatim, Predicate<String> neighbours, Set<String> classes) {
        this.classes = classes;
        this.limit = limit;
        this.verbatim = verbatim;
        this.neighbours = neighbours;
    }

    Verbatim verbatim() {
        return verbatim;
    }

    /** Names for variables; none is given yet. */
    Names names() {
        return new Names(classes);
    }

    /** The class of the frame of a member. */
    ClassName frame(String member) {
        boolean isGradient = member.equals("vjp") || member.equals(StructuredStatics.FORWARD_BACKWARD);
        String name = isGradient ? "Frame" : Character.toUpperCase(member.charAt(0)) + member.substring(1) + "Frame";
        String free = name;
        for (int i = 2; neighbours.test(free); i++) {
            free = name + i;
        }
        return ClassName.get("", free);
    }

    /** Writes a class until it cannot be made better. */
    TypeSpec written(java.util.function.Function<Splitting, TypeSpec> writer) {
        TypeSpec type = writer.apply(this);
        while (isTooLong(type)) {
            begin();
            type = writer.apply(this);
        }
        return type;
    }

    private void begin() {
        counters.clear();
        members.clear();
        methods.clear();
        fields.clear();
        frames.clear();
    }

    /** A cut of a function, if it is to be cut. */
    @Nullable
    Division divide(String member, Function function, Set<Value> inFields) {
        Integer length = lengths.get(member);
        if (length == null && !settled.contains(member)) {
            int estimate = new OpSizes(function).of(function.body());
            if (estimate > limit / SURE) {
                members.put(member, member);
            }
            if (estimate > SURE * limit) { // need not be written to see that it is too long
                length = limit * 3 / 4;
                lengths.put(member, length);
            }
        }
        if (length == null) {
            return null;
        }
        members.put(member, member);
        for (int size = length; size > SHORTEST; size /= 2) { // the JVM takes so many arguments only
            Division division = new Division(function, Cutter.cut(function, size), inFields);
            if (division.isPossible()) {
                return division;
            }
        }
        settled.add(member);
        lengths.remove(member);
        return null;
    }

    /** Whether a member that has been written is in parts. */
    boolean isInParts(String member) {
        return lengths.containsKey(member);
    }

    /** A name for the next part of a member. */
    String nextName(String member, String prefix) {
        String name = prefix + counters.merge(prefix, 1, Integer::sum);
        members.put(name, member);
        return name;
    }

    void add(MethodSpec method) {
        methods.add(method);
    }

    void add(FieldSpec field) {
        fields.add(field);
    }

    void add(TypeSpec frame) {
        frames.add(frame);
    }

    /** Adds all parts, and what they leave for each other. */
    void addTo(TypeSpec.Builder type) {
        fields.forEach(type::addField);
        methods.forEach(type::addMethod);
        frames.forEach(type::addType);
    }

    /** The first field of a gate in which parts leave values; null if there is none. */
    @Nullable
    String firstField() {
        return fields.isEmpty() ? null : fields.get(0).name();
    }

    /** Looks at what was written; true if it is to be written once more, in smaller parts. */
    private boolean isTooLong(TypeSpec type) {
        Map<String, Integer> now = new HashMap<>();
        for (MethodSpec method : type.methodSpecs()) {
            String member = members.get(method.name());
            if (member != null) {
                now.merge(member, (int) (MARGIN * CodeSize.of(method, verbatim)), Math::max);
            }
        }
        boolean again = false;
        for (Map.Entry<String, Integer> entry : now.entrySet()) {
            if (entry.getValue() > limit && !settled.contains(entry.getKey())) {
                shorten(entry.getKey(), entry.getValue());
                again = true;
            }
        }
        return again;
    }

    private void shorten(String member, int size) {
        Attempt before = attempts.get(member);
        Integer length = lengths.get(member);
        if (before != null && size > ENOUGH * before.size) { // what is too long cannot be divided
            settled.add(member);
            if (before.length == null) {
                lengths.remove(member);
            } else {
                lengths.put(member, before.length);
            }
        } else {
            attempts.put(member, new Attempt(length, size));
            double ratio = Math.max(0.5, (double) limit / size);
            lengths.put(member, length == null ? limit * 3 / 4 : (int) (0.95 * length * ratio));
        }
    }
}
