package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** A member of a companion that is written in parts if it is too long for one method. */
final class Divisible {
    private final Splitting splitting;
    private final String member;
    private final List<Type> thrown;
    private final @Nullable Names gate;
    private final Set<Value> inFields;
    private final @Nullable String givenFrame;

    /**
     * @param thrown the checked exceptions that parts may throw
     * @param gate the names of the fields of the gate; null for a static member
     * @param inFields values that stand in fields of the gate
     * @param givenFrame the frame that a static member is given by who calls it; null if it makes one
     */
    Divisible(
            Splitting splitting,
            String member,
            List<Type> thrown,
            @Nullable Names gate,
            Set<Value> inFields,
            @Nullable String givenFrame) {
        this.splitting = splitting;
        this.member = member;
        this.thrown = thrown;
        this.gate = gate;
        this.inFields = Set.copyOf(inFields);
        this.givenFrame = givenFrame;
    }

    /**
     * What is left of a function whose parts have been written.
     *
     * @param given the names of its parameters and of the fields in which parts leave values
     * @param opening the statement it begins with; null if it needs none
     */
    record Rest(
            Division division,
            Map<Value, String> given,
            @Nullable CodeBlock opening) {}

    /**
     * Writes the parts of a function, if it is too long for one method; else returns null.
     *
     * @param given the names of the parameters, and of fields that values are kept in
     * @param names those of the method that calls the parts
     */
    @Nullable
    Rest divide(Function function, Map<Value, String> given, Names names) {
        Division division = splitting.divide(member, function, inFields);
        if (division == null) {
            return null;
        }
        if (givenFrame != null) {
            names.reserve(givenFrame);
        }
        String frame = gate != null || givenFrame != null ? givenFrame : names.allocate(Signatures.FRAME);
        Map<Value, String> places = new LinkedHashMap<>();
        inFields.forEach(v -> places.put(v, given.getOrDefault(v, "")));
        Map<Value, String> fields = fields(division, places, names);
        fields.forEach((value, field) -> places.put(value, frame == null ? field : frame + "." + field));
        Map<Part, String> methods = new HashMap<>();
        for (Part part : division.parts()) {
            methods.computeIfAbsent(part, p -> splitting.nextName(member, prefix(p)));
        }
        division.place(places, frame, methods);
        for (Part part : division.parts()) {
            splitting.add(new PartMethod(division, part, given, splitting.names()).method(this));
        }
        Map<Value, String> all = new LinkedHashMap<>(given);
        division.placedIn(division.main().body(), all);
        boolean makesFrame = frame != null && givenFrame == null && !fields.isEmpty();
        TypeName type = splitting.frame(member);
        return new Rest(division, all, makesFrame ? CodeBlock.of("$T $N = new $T()", type, frame, type) : null);
    }

    /** Declares a field for each value that is left by a part, unless it has one. */
    private Map<Value, String> fields(Division division, Map<Value, String> places, Names names) {
        Names free = gate == null ? splitting.names() : gate;
        Map<Value, String> fields = new LinkedHashMap<>();
        TypeSpec.Builder type = TypeSpec.classBuilder(splitting.frame(member))
                .addJavadoc("What the parts of {@code $L} leave for each other.\n", member)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        for (Value value : division.carried()) {
            if (places.containsKey(value)) {
                continue;
            }
            String name = free.allocate(division.wish(value));
            while (gate != null && !names.isFree(name)) {
                name = free.allocate(division.wish(value));
            }
            names.reserve(name);
            fields.put(value, name);
            TypeName typeName = TypeNames.of(value.type());
            type.addField(typeName, name);
            if (gate != null) {
                splitting.add(
                        FieldSpec.builder(typeName, name, Modifier.PRIVATE).build());
            }
        }
        if (gate == null && (givenFrame != null || !fields.isEmpty())) {
            splitting.add(type.build());
        }
        return fields;
    }

    private String prefix(Part part) {
        return switch (member) {
            case "vjp", StructuredStatics.FORWARD_BACKWARD -> part.isBackward() ? "backward" : "forward";
            case "forward" -> "remember";
            case "backward" -> "accumulate";
            default -> member;
        };
    }

    MethodSpec.Builder method(String name, Part part) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("A part of {@code $L}$L.\n", member, part.isBackward() ? " that goes backward" : "");
        if (gate == null) {
            method.addModifiers(Modifier.STATIC);
        }
        thrown.forEach(type -> method.addException(TypeNames.of(type)));
        return method;
    }

    Verbatim verbatim() {
        return splitting.verbatim();
    }

    TypeName frameType() {
        return splitting.frame(member);
    }
}
