package org.backwire.processor.source;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/** Methods of the same top-level class, written out where they are called. */
final class Helpers {
    private final Lowering desk;

    Helpers(Lowering desk) {
        this.desk = desk;
    }

    /**
     * Whether a call is to be written out. A method that is visible to the companion, and to which only data can be passed, is
     * rather called: it may be any Java at all.
     */
    boolean isHelper(Calls.Call call) {
        ExecutableElement method = call.method();
        if (!Lowering.isInside(method, desk.home) || call.receiver() != null) {
            return false;
        }
        boolean onlyData = call.arguments().stream().allMatch(this::isPlainData)
                && desk.members.isVisibleBeside(method, desk.home)
                && method.getReturnType().getKind() != TypeKind.ARRAY
                && !desk.records.isTakenApart(method.getReturnType());
        return !onlyData && desk.sources.method(method) != null;
    }

    /** Whether the text of a method is at hand, and is not being written out already. */
    boolean canInline(Calls.Call call) {
        return Lowering.isInside(call.method(), desk.home)
                && desk.sources.method(call.method()) != null
                && !desk.frame.isInside(call.method());
    }

    /** Whether an argument can carry no gradient, and nothing that the method could write to. */
    private boolean isPlainData(Operand argument) {
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
            return desk.refuse(Problem.RECURSION, call.name(), name);
        }
        if (!method.getTypeParameters().isEmpty()) {
            return desk.refuse(Problem.GENERIC_HELPER, call.name(), name);
        }
        if (tree == null || tree.getBody() == null) {
            return desk.refuse(Problem.NO_BODY, call.name(), name);
        }
        if (method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
            return desk.refuse(Problem.SYNCHRONIZED_STATEMENT, call.name(), desk.methodName());
        }
        List<Operand> arguments =
                arguments(call.choice(), call.arguments(), call.tree().getArguments(), call.tree());
        return arguments == null
                ? Operand.BAD
                : enter(
                        method,
                        tree,
                        arguments,
                        frame -> frame.receive(call.receiver()),
                        frame -> result(method, desk.state.get(frame.result())));
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
        return choice.spread() ? desk.arrays.gathered(choice.method(), arguments, tree) : arguments;
    }

    /**
     * Reads the body of a method or constructor with the given arguments in the place of its parameters.
     *
     * @param begin what is done before
     * @param end what is done after, and gives the result
     */
    Operand enter(
            ExecutableElement method,
            MethodTree tree,
            List<Operand> arguments,
            Consumer<Frame> begin,
            Function<Frame, Operand> end) {
        Frame caller = desk.frame;
        Frame frame = new Frame(Members.ownerOf(method), method, method.getReturnType(), caller);
        desk.frame = frame;
        begin.accept(frame);
        desk.state.put(frame.result(), Operand.UNDEFINED);
        for (int i = 0; i < arguments.size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            String name = parameter.getSimpleName().toString();
            Local local = new Local(name, parameter.asType(), null);
            frame.declare(name, local);
            desk.state.put(local, arguments.get(i));
            if (!isConstant(arguments.get(i))) {
                desk.records.wish(arguments.get(i), name);
            }
        }
        desk.statements.block(tree.getBody().getStatements());
        desk.joins.arrive(frame.returning());
        Operand result = end.apply(frame);
        desk.state.locals().remove(frame.result());
        frame.close().forEach(desk.state.locals()::remove);
        desk.frame = caller;
        return result;
    }

    /** A constant reads better without a name of its own. */
    private boolean isConstant(Operand operand) {
        return operand.value() != null && desk.isConstant(operand.value());
    }

    private Operand result(ExecutableElement method, Operand result) {
        TypeMirror type = method.getReturnType();
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
