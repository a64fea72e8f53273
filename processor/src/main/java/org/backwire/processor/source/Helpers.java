package org.backwire.processor.source;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Methods of the same top-level class, written out where they are called. */
final class Helpers {
    private final Lowering desk;

    Helpers(Lowering desk) {
        this.desk = desk;
    }

    /**
     * A call that is to be written out, of the method that is meant; null if it is not. A method that is visible to the companion,
     * and to which only data can be passed, is rather called: it may be any Java at all.
     */
    Calls.@Nullable Call helper(Calls.Call call) {
        Calls.Call fixed = fixed(call);
        if (fixed == null || !Lowering.isInside(fixed.method(), desk.home)) {
            return null;
        }
        ExecutableElement method = fixed.method();
        boolean onlyData = call.arguments().stream().allMatch(this::isPlainData)
                && desk.members.isVisibleBeside(method, desk.home)
                && method.getReturnType().getKind() != TypeKind.ARRAY
                && !desk.records.isTakenApart(method.getReturnType());
        MethodTree tree = desk.sources.method(method);
        return tree == null || onlyData && !throwsText(call, tree) ? null : fixed;
    }

    /** Whether a method is given a text that tells of numbers, and throws. */
    private boolean throwsText(Calls.Call call, MethodTree tree) {
        return call.arguments().stream()
                        .anyMatch(argument -> argument.value() != null && desk.texts.tell(argument.value()))
                && Texts.areThrownBy(tree);
    }

    /** The call of the one method that can be meant, whatever object it is called on; null if that depends on the object. */
    private Calls.@Nullable Call fixed(Calls.Call call) {
        ExecutableElement method = call.method();
        if (call.receiver() == null
                || isFinal(method)
                || method.getModifiers().contains(Modifier.PRIVATE)
                || isFinal(Members.ownerOf(method))) {
            return call;
        }
        return desk.java.upward(call.receiver().type()) instanceof DeclaredType type
                        && type.asElement() instanceof TypeElement element
                        && isFinal(element)
                ? call.of(desk.members.implementation(method, element))
                : null;
    }

    private static boolean isFinal(Element element) {
        return element.getModifiers().contains(Modifier.FINAL);
    }

    /** The object that a method is called on; there has to be one. */
    @Nullable
    Operand receiver(Calls.Call call) {
        Operand receiver = call.receiver();
        if (receiver == null || receiver.components() != null || receiver == desk.frame.receiver()) {
            return receiver;
        }
        Value object = desk.valueOf(receiver, call.tree());
        Value checked = desk.value(object.type(), call.name());
        desk.emit(new Op.Foreign(
                checked,
                Op.Use.STATIC_CALL,
                Op.Foreign.REQUIRE_NON_NULL,
                null,
                List.of(object),
                desk.origin(call.name())));
        return Operand.of(receiver.type(), checked);
    }

    /** Whether an argument can carry no gradient, and nothing that the method could write to. */
    boolean isPlainData(Operand argument) {
        if (argument.components() != null || argument.kind() == TypeKind.ARRAY) {
            return false;
        }
        TypeMirror primitive = argument.isNull() ? null : desk.java.unboxed(argument.type());
        return primitive == null || primitive.getKind() != TypeKind.DOUBLE && primitive.getKind() != TypeKind.FLOAT;
    }

    Operand inline(Calls.Call call) {
        ExecutableElement method = call.method();
        MethodTree tree = desk.sources.method(method);
        String name = method.getSimpleName().toString();
        if (desk.frame.isInside(method)) {
            desk.recursions.add(method);
        }
        if (desk.recursions.contains(method)) {
            return desk.recursions.call(call);
        }
        UnaryOperator<TypeMirror> substitution = substitution(call);
        if (!TypeTrees.variablesOf(method).stream()
                .allMatch(parameter -> isObject(substitution.apply(parameter.asType())))) {
            return desk.refuse(Problem.GENERIC_HELPER, call.name(), name);
        }
        if (tree == null || tree.getBody() == null) {
            return desk.refuse(Problem.NO_BODY, call.name(), name);
        }
        if (method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
            return desk.refuse(Problem.SYNCHRONIZED_STATEMENT, call.name(), desk.methodName());
        }
        if (!desk.recursions.isPossible(tree)) {
            return isOfData(call) ? writtenOrCalled(call, tree) : written(call, tree);
        }
        Operand[] result = new Operand[1];
        Branch aside = desk.joins.fork(() -> result[0] = written(call, tree));
        if (desk.recursions.contains(method)) {
            return desk.recursions.call(call);
        }
        desk.joins.adopt(aside);
        return result[0];
    }

    /** Whether nothing but data is in it: an object and what is passed to its method. */
    private boolean isOfData(Calls.Call call) {
        return call.receiver() != null
                && call.receiver() != desk.frame.receiver()
                && call.receiver().components() == null
                && call.arguments().stream().allMatch(this::isPlainData)
                && desk.members.isVisibleBeside(call.method(), desk.home)
                && !desk.records.isTakenApart(call.method().getReturnType());
    }

    /** An array that an object gives is best known by how it does that; where that is private, the object is asked. */
    private Operand writtenOrCalled(Calls.Call call, MethodTree tree) {
        int problems = desk.problems().size();
        int assumed = desk.assumptions.size();
        Operand[] result = new Operand[1];
        Branch aside = desk.joins.fork(() -> result[0] = written(call, tree));
        List<Diagnosis> found =
                desk.problems().subList(problems, desk.problems().size());
        if (!found.isEmpty() && found.stream().allMatch(p -> p.problem() == Problem.PRIVATE_MEMBER)) {
            desk.forgetProblems(problems);
            desk.assumptions.forget(assumed);
            return desk.foreigns.call(call);
        }
        desk.joins.adopt(aside);
        return result[0];
    }

    private Operand written(Calls.Call call, MethodTree tree) {
        return written(call, Members.ownerOf(call.method()), tree, () -> receiver(call));
    }

    /**
     * What a call gives whose body is written out.
     *
     * @param owner in which the body stands
     * @param receives gives the object that it is called on, when its arguments are known
     */
    Operand written(Calls.Call call, TypeElement owner, MethodTree tree, Supplier<@Nullable Operand> receives) {
        ExecutableElement method = call.method();
        List<Operand> arguments = arguments(call.choice(), call.arguments(), call.places(), call.tree());
        if (arguments == null) {
            return Operand.BAD;
        }
        Operand receiver = receives.get();
        UnaryOperator<TypeMirror> outer = desk.substitution;
        desk.substitution = substitution(call);
        Operand result = enter(
                owner,
                method,
                tree,
                arguments,
                frame -> frame.receive(receiver),
                frame -> result(method.getReturnType(), desk.state.get(frame.result())));
        desk.substitution = outer;
        // What is returned as a T is known by the caller for what T stands for.
        boolean generic = !TypeTrees.variablesOf(method).isEmpty();
        return generic && !result.isBad() && result.kind() != TypeKind.VOID
                ? desk.conversions.convert(result, call.choice().result(), call.tree())
                : result;
    }

    /** Whether what a type parameter stands for is a class whose objects are kept as they are. */
    private boolean isObject(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED && !desk.records.isTakenApart(type);
    }

    /** What the type parameters of a method, and those of its class, stand for in a call. */
    private UnaryOperator<TypeMirror> substitution(Calls.Call call) {
        UnaryOperator<TypeMirror> outer = desk.substitution;
        TypeElement owner = Members.ownerOf(call.method());
        Inference ofClass = new Inference(desk.java, owner.getTypeParameters());
        if (call.receiver() != null && desk.java.upward(call.receiver().type()) instanceof DeclaredType type) {
            DeclaredType seen = desk.java.seenAs(type, owner);
            ofClass.explicitly(seen == null ? List.of() : List.copyOf(seen.getTypeArguments()));
        }
        return type ->
                outer.apply(ofClass.substitute(call.choice().substitution().apply(type)));
    }

    /**
     * The arguments, one per parameter; null if one of them was refused.
     *
     * @param trees of the arguments
     * @param tree of the call
     */
    @Nullable
    List<Operand> arguments(Overloads.Choice choice, List<Operand> operands, List<? extends Tree> trees, Tree tree) {
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Tree place = trees.get(i);
            Operand argument = desk.conversions.convert(
                    operands.get(i), choice.parameters().get(i), place);
            if (argument.isBad()) {
                return null;
            }
            arguments.add(
                    argument.isConstant() ? Operand.of(argument.type(), desk.valueOf(argument, place)) : argument);
        }
        return choice.spread() ? desk.arrays.gathered(choice, arguments, tree) : arguments;
    }

    /**
     * Reads the body of a method or constructor with the given arguments in the place of its parameters.
     *
     * @param owner in which it stands
     * @param begin what is done before
     * @param end what is done after, and gives the result
     */
    Operand enter(
            TypeElement owner,
            ExecutableElement method,
            MethodTree tree,
            List<Operand> arguments,
            Consumer<Frame> begin,
            Function<Frame, Operand> end) {
        Frame frame = new Frame(owner, method, method.getReturnType(), desk.frame);
        return inside(
                frame,
                () -> {
                    begin.accept(frame);
                    for (int i = 0; i < arguments.size(); i++) {
                        VariableElement parameter = method.getParameters().get(i);
                        String name = tree.getParameters().get(i).getName().toString();
                        pass(name, parameter.asType(), arguments.get(i));
                    }
                    desk.statements.block(tree.getBody().getStatements());
                },
                end);
    }

    /** Reads something in a frame of its own, from which it may return. */
    Operand inside(Frame frame, Runnable body, Function<Frame, Operand> end) {
        Frame caller = desk.frame;
        desk.frame = frame;
        desk.state.put(frame.result(), Operand.UNDEFINED);
        body.run();
        desk.joins.arrive(frame.returning());
        Operand result = end.apply(frame);
        desk.state.locals().remove(frame.result());
        frame.close().forEach(desk.state.locals()::remove);
        desk.frame = caller;
        return result;
    }

    /** Declares a parameter with its argument. */
    void pass(String name, TypeMirror type, Operand argument) {
        Local local = new Local(name, type, null);
        desk.frame.declare(name, local);
        desk.state.put(local, argument);
        if (!isConstant(argument)) {
            desk.records.wish(argument, name);
        }
    }

    /** A constant reads better without a name of its own. */
    private boolean isConstant(Operand operand) {
        return operand.value() != null && desk.isConstant(operand.value());
    }

    /** What a body of a result type gave. */
    Operand result(TypeMirror type, Operand result) {
        if (type.getKind() == TypeKind.VOID) {
            return Operand.nothing(type);
        }
        if (result.isUndefined() && desk.state.isDead()) {
            // The helper always throws: whatever follows is never reached.
            return desk.never(type);
        }
        return result.isUndefined() ? Operand.BAD : result;
    }
}
