package org.backwire.processor.source;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Records that hold differentiable values are taken apart: an operand has an operand for each component, and no object is left.
 *
 * <p>That needs the record's source, since a constructor may check and an accessor may compute: so it is done for records
 * of the same file. Where an object is wanted after all, as an argument of foreign code, it is put together again.
 */
final class Records {
    private final Lowering desk;
    private final RecordConstructors constructors;
    private final Map<TypeElement, Boolean> known = new HashMap<>();
    /** Records of primitives that came from elsewhere, by their components. */
    private final Map<List<Operand>, Value> wholes = new IdentityHashMap<>();

    Records(Lowering desk) {
        this.desk = desk;
        this.constructors = new RecordConstructors(desk.sources, desk.types);
    }

    boolean isTakenApart(TypeMirror type) {
        TypeElement record = recordOf(type);
        if (record == null) {
            return false;
        }
        Boolean answer = known.get(record);
        if (answer == null) {
            answer = record.getTypeParameters().isEmpty()
                    && isReadable(record)
                    && isFinite(record, new HashSet<>())
                    && carries(type);
            known.put(record, answer);
        }
        return answer;
    }

    static @Nullable TypeElement recordOf(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && type.getKind() == TypeKind.DECLARED
                        && declared.asElement().getKind() == ElementKind.RECORD
                ? (TypeElement) declared.asElement()
                : null;
    }

    /** Whether it is known what the constructor and the accessors of a record do. */
    private boolean isReadable(TypeElement record) {
        return desk.sources.type(record) != null || desk.sources.isPlainElsewhere(record);
    }

    /** Whether a constructor of a record that is taken apart can be read, or does nothing. */
    boolean canConstruct(ExecutableElement constructor) {
        TypeElement record = Members.ownerOf(constructor);
        return desk.sources.type(record) != null || constructors.isCanonical(constructor, record);
    }

    private static boolean isFinite(TypeElement record, Set<TypeElement> around) {
        if (!around.add(record)) {
            return false;
        }
        for (RecordComponentElement component : record.getRecordComponents()) {
            TypeElement inner = recordOf(component.asType());
            if (inner != null && !isFinite(inner, around)) {
                return false;
            }
        }
        around.remove(record);
        return true;
    }

    /** Whether a gradient may pass through a component. */
    private static boolean carries(TypeMirror type) {
        TypeElement record = recordOf(type);
        if (record == null) {
            TypeMirror leaf = type;
            while (leaf instanceof ArrayType array) {
                leaf = array.getComponentType();
            }
            return leaf.getKind() == TypeKind.DOUBLE || leaf.getKind() == TypeKind.FLOAT;
        }
        return record.getRecordComponents().stream().anyMatch(component -> carries(component.asType()));
    }

    private static List<? extends RecordComponentElement> components(TypeMirror type) {
        return ((TypeElement) ((DeclaredType) type).asElement()).getRecordComponents();
    }

    /** How a component of a variable is called. */
    static @Nullable String named(@Nullable String variable, TypeMirror record, int index) {
        if (variable == null) {
            return null;
        }
        String component = components(record).get(index).getSimpleName().toString();
        return variable + AnnotatedMethod.capitalised(component);
    }

    /** A component of an operand that is taken apart. */
    static Operand component(Operand record, String name) {
        List<? extends RecordComponentElement> components = components(record.type());
        List<Operand> operands = Objects.requireNonNull(record.components());
        for (int i = 0; i < operands.size(); i++) {
            if (components.get(i).getSimpleName().contentEquals(name)) {
                return operands.get(i);
            }
        }
        return Operand.BAD;
    }

    /** An object that came from elsewhere, taken apart if it is such a record. */
    Operand takenApart(Operand operand, Tree tree) {
        Value value = operand.value();
        if (value == null || !isTakenApart(operand.type())) {
            return operand;
        }
        List<Operand> parts = new ArrayList<>();
        for (RecordComponentElement component : components(operand.type())) {
            Operand part = read(Op.Use.COMPONENT, value, component, tree);
            if (part.isBad()) {
                return part;
            }
            parts.add(part);
        }
        Operand record = Operand.record(operand.type(), parts);
        if (parts.stream()
                .allMatch(part -> part.components() == null && part.kind().isPrimitive())) {
            wholes.put(Objects.requireNonNull(record.components()), value);
        }
        return record;
    }

    /** An operand as the object that it was before it was taken apart, if it is known; else itself. */
    Operand asGiven(Operand operand) {
        Value whole = wholes.get(operand.components());
        return whole == null ? operand : Operand.of(operand.type(), whole);
    }

    /** A component of an object, by its accessor. */
    Operand read(Value record, RecordComponentElement component, Tree tree) {
        return read(Op.Use.ACCESSOR, record, component, tree);
    }

    private Operand read(Op.Use use, Value record, RecordComponentElement component, Tree tree) {
        ExecutableElement accessor = component.getAccessor();
        if (!hasPlainAccessor(component)) {
            return refuseAccessor(component, tree);
        }
        Member member = desk.foreigns.member(accessor, null, tree);
        return member == null
                ? Operand.BAD
                : desk.foreigns.emit(use, member, record, List.of(), component.asType(), tree, tree);
    }

    private boolean hasPlainAccessor(RecordComponentElement component) {
        MethodTree accessor = desk.sources.method(component.getAccessor());
        return accessor == null
                || RecordConstructors.isGetter(
                        accessor, component.getSimpleName().toString(), TypeOf.isDifferentiable(component.asType()));
    }

    /** The component of a record that a field holds; null if it is none. */
    static @Nullable RecordComponentElement componentOf(VariableElement field) {
        return Members.ownerOf(field).getRecordComponents().stream()
                .filter(component -> component.getSimpleName().equals(field.getSimpleName()))
                .findFirst()
                .orElse(null);
    }

    /** Whether a method gives a component of a record, as far as its signature tells. */
    static boolean isAccessor(ExecutableElement method) {
        return method.getParameters().isEmpty()
                && Members.ownerOf(method).getRecordComponents().stream()
                        .anyMatch(component -> component.getSimpleName().equals(method.getSimpleName()));
    }

    private Operand refuseAccessor(RecordComponentElement component, Tree tree) {
        String record = Members.ownerOf(component).getSimpleName().toString();
        return desk.refuse(
                Problem.RECORD_ACCESSOR, tree, record, component.getSimpleName().toString());
    }

    /** An operand with its record put together again, where foreign code wants an object. */
    Operand whole(Operand operand, Tree tree) {
        List<Operand> components = operand.components();
        if (components == null || wholes.containsKey(components)) {
            return asGiven(operand);
        }
        TypeElement record = (TypeElement) ((DeclaredType) operand.type()).asElement();
        List<Value> arguments = new ArrayList<>();
        for (Operand component : components) {
            Operand argument = whole(component, tree);
            if (argument.isBad()) {
                return argument;
            }
            arguments.add(desk.valueOf(argument, tree));
        }
        if (!constructors.keepsComponents(record)) {
            return desk.refuse(
                    Problem.RECORD_CONSTRUCTOR, tree, record.getSimpleName().toString());
        }
        Value value = desk.value(desk.graphType(operand.type()), tree);
        Member constructor = new Member(TypeOf.classRef(record), "<init>");
        desk.emit(new Op.Foreign(value, Op.Use.RECORD, constructor, null, arguments, desk.origin(tree)));
        return Operand.of(operand.type(), value);
    }

    /** A call of a method of a record that is taken apart; null if the receiver is none. */
    @Nullable
    Operand call(Calls.Call call) {
        Operand receiver = call.receiver();
        if (receiver == null || receiver.components() == null) {
            return null;
        }
        TypeElement record = (TypeElement) ((DeclaredType) receiver.type()).asElement();
        ExecutableElement method = desk.members.implementation(call.method(), record);
        String name = method.getSimpleName().toString();
        if (desk.sources.method(method) != null) {
            return desk.helpers.inline(call.of(method));
        }
        if (Members.ownerOf(method).equals(record) && isAccessor(method)) {
            return component(receiver, name);
        }
        Operand equal = name.equals("equals") && call.arguments().size() == 1
                ? new RecordEquality(desk).of(receiver, call.arguments().get(0), call.tree())
                : null;
        if (equal != null) {
            return equal;
        }
        Operand whole = whole(receiver, call.name());
        return whole.isBad() ? whole : desk.foreigns.call(call.on(whole));
    }

    void wish(Operand operand, @Nullable String name) {
        List<Operand> components = operand.components();
        if (components != null) {
            for (int i = 0; i < components.size(); i++) {
                wish(components.get(i), named(name, operand.type(), i));
            }
            Value whole = wholes.get(components);
            if (whole != null) {
                desk.wish(whole, name);
            }
        } else if (operand.value() != null) {
            desk.wish(operand.value(), name);
        }
    }

    /** An operand of a type, made of a value for each of its leaves. */
    Operand map(TypeMirror type, @Nullable String name, BiFunction<TypeMirror, @Nullable String, Value> leaf) {
        if (!isTakenApart(type)) {
            return Operand.of(type, leaf.apply(type, name));
        }
        List<Operand> parts = new ArrayList<>();
        List<? extends RecordComponentElement> components = components(type);
        for (int i = 0; i < components.size(); i++) {
            parts.add(map(components.get(i).asType(), named(name, type, i), leaf));
        }
        return Operand.record(type, parts);
    }

    /** How a value of a type is passed. */
    Shape shape(TypeMirror type) {
        if (!isTakenApart(type)) {
            return new Shape.Single(desk.graphType(type));
        }
        List<? extends RecordComponentElement> components = components(type);
        return new Shape.Compound(
                (Type.Reference) desk.graphType(type),
                components.stream()
                        .map(component -> component.getSimpleName().toString())
                        .toList(),
                components.stream().map(component -> shape(component.asType())).toList());
    }

    /** How a parameter of the annotated method is passed; data is passed as it is. */
    Shape parameterShape(TypeMirror type) {
        return TypeOf.isDifferentiable(type) ? shape(type) : new Shape.Single(desk.graphType(type));
    }

    /** A parameter of the annotated method. */
    Operand parameter(TypeMirror type, String name, Tree tree, List<Value> parameters) {
        if (isTakenApart(type) && TypeOf.isDifferentiable(type)) {
            return map(type, name, (leaf, leafName) -> {
                Value value = new Value(
                        desk.graphType(leaf), leafName, desk.origin(tree, Objects.requireNonNull(leafName)), null);
                parameters.add(value);
                return value;
            });
        }
        Value value = new Value(desk.graphType(type), name, desk.origin(tree, name), null);
        parameters.add(value);
        return takenApart(Operand.of(type, value), tree);
    }

    /** Whether a record is surely not null: what is differentiated is taken apart before anything runs, which only an object can be. */
    boolean isThere(Operand record) {
        List<Value> leaves = new ArrayList<>();
        flatten(record, leaves);
        return record.components() != null && desk.differentiated.containsAll(leaves);
    }

    /**
     * Whether a record is one that the companion can make and take apart; if not, it is refused.
     *
     * @param made whether the companion makes such records
     * @param ofGradients whether their components are then gradients, which no check of the user's has in mind
     */
    boolean check(TypeMirror type, boolean made, boolean ofGradients, Tree tree) {
        TypeElement record = recordOf(type);
        if (record == null || !isTakenApart(type)) {
            return true;
        }
        boolean canBeMade =
                !made || (ofGradients ? constructors.takesAnything(record) : constructors.keepsComponents(record));
        if (!canBeMade) {
            desk.refuse(
                    Problem.RECORD_CONSTRUCTOR,
                    tree,
                    innermost(record, ofGradients ? constructors::takesAnything : constructors::keepsComponents));
        }
        return checkAccessors(type, tree) && canBeMade;
    }

    /** The record itself, or that of a component, which is why it is refused. */
    private String innermost(TypeElement record, Predicate<TypeElement> isFine) {
        for (RecordComponentElement component : record.getRecordComponents()) {
            TypeElement inner = recordOf(component.asType());
            if (inner != null && isTakenApart(component.asType()) && !isFine.test(inner)) {
                return innermost(inner, isFine);
            }
        }
        return record.getSimpleName().toString();
    }

    private boolean checkAccessors(TypeMirror type, Tree tree) {
        boolean arePlain = true;
        for (RecordComponentElement component : components(type)) {
            if (!hasPlainAccessor(component)) {
                refuseAccessor(component, tree);
                arePlain = false;
            } else if (isTakenApart(component.asType())) {
                arePlain &= checkAccessors(component.asType(), tree);
            }
        }
        return arePlain;
    }

    /** What a loop begins with: a variable that has no value yet gets any. */
    Operand initial(Operand operand, Local local) {
        TypeMirror type = local.type();
        if (operand.isBad() || type == null) {
            return Operand.BAD;
        }
        return operand.isUndefined() ? any(type) : operand;
    }

    /** An operand of a type, whatever its value. */
    Operand any(TypeMirror type) {
        return map(type, null, (leaf, name) -> {
            Type graphType = desk.graphType(leaf);
            return desk.constant(graphType, RegionBuilder.zeroOf(graphType));
        });
    }

    /** New values in the place of an operand's, also added to {@code values}. */
    Operand renewed(Operand operand, @Nullable String name, List<Value> values) {
        List<Operand> components = operand.components();
        if (components == null) {
            Value value = new Value(desk.graphType(operand.type()), name, null, null);
            values.add(value);
            return Operand.of(operand.type(), value);
        }
        List<Operand> renewed = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            renewed.add(renewed(components.get(i), named(name, operand.type(), i), values));
        }
        return Operand.record(operand.type(), renewed);
    }

    void flatten(Operand operand, List<Value> values) {
        List<Operand> components = operand.components();
        if (components != null) {
            components.forEach(component -> flatten(component, values));
        } else if (operand.value() != null) {
            values.add(operand.value());
        }
    }
}
