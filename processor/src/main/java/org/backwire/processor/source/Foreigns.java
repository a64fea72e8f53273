package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Java that is kept as it is: calls of methods and constructors without source. */
final class Foreigns {
    private final Lowering desk;
    /** What calls return whose type arguments no argument tells, with a name for it. */
    private final Map<Value, String> told = new HashMap<>();

    Foreigns(Lowering desk) {
        this.desk = desk;
    }

    Operand call(Calls.Call call) {
        ExecutableElement method = call.method();
        Member member = member(method, call.named(), call.name());
        if (member == null) {
            return Operand.BAD;
        }
        if (takesAnUnknown(call)) {
            return desk.refuse(Problem.GENERIC_HELPER, call.name(), name(method));
        }
        List<Value> arguments = values(call.arguments(), call.choice(), call.places());
        if (arguments == null) {
            return Operand.BAD;
        }
        Operand receiver = call.receiver();
        boolean isTold = call.namesTypeArguments() || returnsWhatIsAskedFor(method);
        Op.Use use = receiver != null && Records.isAccessor(method)
                ? Op.Use.ACCESSOR
                : isSteady(method) ? Op.Use.STEADY_CALL : receiver == null ? Op.Use.STATIC_CALL : Op.Use.INSTANCE_CALL;
        Operand result = emit(
                use,
                member,
                receiver == null
                        ? null
                        : isOverloaded(receiver, method, call.tree())
                                ? asSeen(receiver, call.tree())
                                : desk.valueOf(receiver, call.tree()),
                arguments,
                call.choice().result(),
                call.name(),
                call.tree());
        if (isTold && result.value() != null) {
            told.put(result.value(), name(method));
        }
        return result;
    }

    /** Whether a type parameter of a method stands in its result and in none of its parameters, as that of {@code Optional.empty()}. */
    private boolean returnsWhatIsAskedFor(ExecutableElement method) {
        return method.getTypeParameters().stream()
                .anyMatch(parameter -> mentions(method.getReturnType(), parameter)
                        && method.getParameters().stream().noneMatch(p -> mentions(p.asType(), parameter)));
    }

    private static boolean mentions(TypeMirror type, Element parameter) {
        return type instanceof TypeVariable variable
                ? variable.asElement().equals(parameter)
                : type instanceof ArrayType array
                        ? mentions(array.getComponentType(), parameter)
                        : type instanceof DeclaredType declared
                                && declared.getTypeArguments().stream().anyMatch(t -> mentions(t, parameter));
    }

    /** Gives what a call returned a variable of its own where else its type would be another one: only the declaration tells it. */
    void declare(Value value) {
        desk.wish(value, told.get(value));
    }

    /** Whether a parameter is of what a {@code ?} stands for, which our text cannot name; in the user's own it had a name. */
    private boolean takesAnUnknown(Calls.Call call) {
        if (call.receiver() == null
                || !(desk.substitution.apply(desk.java.upward(call.receiver().type())) instanceof DeclaredType type)) {
            return false;
        }
        ExecutableElement method = call.method();
        DeclaredType seen = desk.java.seenAs(type, Members.ownerOf(method));
        if (seen == null) {
            return false;
        }
        for (int i = 0; i < seen.getTypeArguments().size(); i++) {
            TypeMirror own = Members.ownerOf(method).getTypeParameters().get(i).asType();
            if (seen.getTypeArguments().get(i) instanceof WildcardType unknown
                    && unknown.getSuperBound() == null
                    && method.getParameters().stream().anyMatch(parameter -> desk.java.same(parameter.asType(), own))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class of an object has more methods of a name than the one that is meant. */
    private boolean isOverloaded(Operand receiver, ExecutableElement method, Tree tree) {
        Value value = desk.valueOf(receiver, tree);
        TypeElement type = value.type() instanceof Type.Reference reference
                ? desk.elements.getTypeElement(reference.type().toString())
                : null;
        return type == null
                || desk.members.methods(type, method.getSimpleName().toString()).size() > 1;
    }

    /** Whether a method is seen to give the same for the same arguments, and to change none of them. */
    private boolean isSteady(ExecutableElement method) {
        if (Members.ownerOf(method).getKind() == ElementKind.ENUM && isImplicit(method)) {
            return true;
        }
        if (Op.Foreign.compares(new Member(TypeOf.classRef(Members.ownerOf(method)), name(method)))) {
            return method.getParameters().stream().noneMatch(parameter -> mayCallBack(parameter.asType()));
        }
        CalleeFacts facts = desk.facts.apply(method);
        return facts != null && facts.steady() && facts.writes().isEmpty();
    }

    /** Whether what compares objects may be code of the user. */
    private static boolean mayCallBack(TypeMirror type) {
        return type instanceof ArrayType array
                ? mayCallBack(array.getComponentType())
                : !type.getKind().isPrimitive();
    }

    /** {@code values()} and {@code valueOf(name)} of an enum. */
    private static boolean isImplicit(ExecutableElement method) {
        boolean isValues = method.getSimpleName().contentEquals("values")
                && method.getParameters().isEmpty();
        return method.getModifiers().contains(Modifier.STATIC)
                && (isValues || method.getSimpleName().contentEquals("valueOf"));
    }

    /** @param place where messages about the call point */
    Operand emit(
            Op.Use use,
            Member member,
            @Nullable Value receiver,
            List<Value> arguments,
            TypeMirror resultType,
            Tree place,
            Tree tree) {
        Origin origin = desk.origin(place, desk.text(tree));
        if (resultType.getKind() == TypeKind.VOID) {
            desk.emit(new Op.Foreign(null, use, member, receiver, arguments, origin));
            return Operand.nothing(resultType);
        }
        TypeMirror type = desk.java.uncaptured(resultType);
        if (desk.privateTypes.refuseGiven(type, place)) {
            return Operand.BAD;
        }
        Value result = new Value(desk.graphType(resultType), null, origin, null);
        desk.emit(new Op.Foreign(result, use, member, receiver, arguments, origin));
        return desk.records.takenApart(Operand.of(desk.java.plain(type), result), tree);
    }

    /** How the companion names a method; null if it may not use it, which is reported. */
    @Nullable
    Member member(ExecutableElement method, @Nullable TypeElement named, Tree tree) {
        TypeElement owner = Members.ownerOf(method);
        if (desk.members.isVisibleBeside(method, desk.home)) {
            return new Member(TypeOf.classRef(owner), name(method));
        }
        boolean inherited = method.getModifiers().contains(Modifier.PUBLIC)
                && named != null
                && desk.members.isVisibleBeside(named, desk.home);
        if (named != null && inherited) {
            return new Member(TypeOf.classRef(named), name(method));
        }
        desk.refuse(
                Visibility.isPrivate(method) ? Problem.PRIVATE_MEMBER : Problem.NOT_VISIBLE,
                tree,
                owner.getSimpleName() + (name(method).equals("<init>") ? "" : "." + name(method)));
        return null;
    }

    private static String name(ExecutableElement method) {
        return method.getSimpleName().toString();
    }

    /** The arguments as they are passed, without conversion; null if one of them was refused. */
    @Nullable
    List<Value> values(List<Operand> arguments, Overloads.Choice choice, List<? extends Tree> trees) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Operand argument = arguments.get(i);
            Tree tree = trees.get(i);
            if (argument.isNull()) {
                Type type = desk.graphType(choice.parameters().get(i));
                values.add(desk.constant(type, null));
            } else if (argument.components() != null) {
                Operand whole = desk.records.whole(argument, tree);
                if (whole.isBad()) {
                    return null;
                }
                values.add(desk.valueOf(whole, tree));
            } else if (argument.kind() == TypeKind.VOID) {
                desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
                return null;
            } else {
                values.add(isOpen(choice.method(), i) ? desk.valueOf(argument, tree) : asSeen(argument, tree));
            }
        }
        return values;
    }

    /** Whether a parameter is of any type that a call gives it, and no other method is near that might be meant instead. */
    private boolean isOpen(ExecutableElement method, int index) {
        List<? extends VariableElement> parameters = method.getParameters();
        TypeMirror type = parameters.get(Math.min(index, parameters.size() - 1)).asType();
        while (type instanceof ArrayType array) {
            type = array.getComponentType();
        }
        TypeElement owner = Members.ownerOf(method);
        List<ExecutableElement> alike = method.getKind() == ElementKind.CONSTRUCTOR
                ? ElementFilter.constructorsIn(owner.getEnclosedElements())
                : desk.members.methods(owner, name(method));
        return type.getKind() == TypeKind.TYPEVAR && alike.stream().noneMatch(other -> isNear(other, method));
    }

    /** One that takes any number is chosen after those that take just as many (JLS 15.12.2). */
    private static boolean isNear(ExecutableElement other, ExecutableElement method) {
        boolean isLater = other.isVarArgs() && !method.isVarArgs();
        return !other.equals(method)
                && !isLater
                && (method.isVarArgs()
                        || other.getParameters().size()
                                == method.getParameters().size());
    }

    /**
     * The value of an operand, as javac sees it: what is a {@code T} in a generic helper, or in a generic record, is known here for what
     * {@code T} stands for, by which another method might be chosen.
     */
    Value asSeen(Operand operand, Tree tree) {
        Value value = desk.valueOf(operand, tree);
        Type seen = operand.isNull() || operand.kind().isPrimitive()
                ? null
                : TypeOf.ofAny(desk.java.upward(operand.type()), desk.types);
        boolean isWritten = desk.frame.owner().getTypeParameters().isEmpty()
                || !TypeOf.anyPart(
                        operand.type(), TypeVariable.class::isInstance); // else our text may know it for more
        if (seen == null
                || value.type().isPrimitive()
                || operand.isConstant()
                || isWritten && Conversions.isSameClass(seen, value.type())) {
            return value;
        }
        Value cast = desk.value(seen, tree);
        desk.emit(new Op.CastReference(cast, value));
        return cast;
    }

    /** Calls a method without parameters of an interface that an object has. */
    Operand invoke(Operand receiver, String owner, String name, Tree tree) {
        TypeMirror type = desk.java.upward(receiver.type());
        TypeElement element = desk.elements.getTypeElement(owner);
        boolean fits = receiver.components() == null
                && type instanceof DeclaredType
                && desk.types.isSubtype(desk.types.erasure(type), desk.types.erasure(element.asType()));
        if (!fits) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        Overloads.Choice choice = desk.overloads.choose(
                desk.members.methods((TypeElement) ((DeclaredType) type).asElement(), name),
                (DeclaredType) desk.types.capture(type),
                List.of(),
                List.of(),
                null,
                desk.frame.owner());
        if (choice == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, tree, desk.text(tree));
        }
        Member member = new Member(TypeOf.classRef(element), name);
        TypeMirror result = choice.result();
        return emit(Op.Use.INSTANCE_CALL, member, desk.valueOf(receiver, tree), List.of(), result, tree, tree);
    }
}
