package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The arguments of a call. A switch expression among them takes its type from the parameter it is passed to. */
final class Arguments {
    private final Lowering desk;

    Arguments(Lowering desk) {
        this.desk = desk;
    }

    /** Reads arguments as they are, each with its own type. */
    List<Operand> read(List<? extends ExpressionTree> trees) {
        return read(trees, types -> null);
    }

    /** @param choose which method arguments with these types mean; of each argument all types that it may have */
    List<Operand> read(
            List<? extends ExpressionTree> trees, Function<List<List<TypeMirror>>, Overloads.@Nullable Choice> choose) {
        Overloads.Choice choice = trees.stream().anyMatch(Arguments::isSwitch) ? resolve(trees, choose) : null;
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            TypeMirror type = choice != null && isSwitch(trees.get(i))
                    ? choice.parameters().get(i)
                    : null;
            arguments.add(desk.expressions.read(trees.get(i), type));
        }
        return arguments;
    }

    private static boolean isSwitch(ExpressionTree tree) {
        return Fields.bare(tree) instanceof SwitchExpressionTree;
    }

    /** Finds the method before the arguments are read: they are read aside, for their types. */
    private Overloads.@Nullable Choice resolve(
            List<? extends ExpressionTree> trees, Function<List<List<TypeMirror>>, Overloads.@Nullable Choice> choose) {
        List<List<TypeMirror>> types = new ArrayList<>();
        boolean known = desk.aside(() -> {
            for (ExpressionTree tree : trees) {
                types.add(types(tree));
            }
        });
        return known && types.stream().noneMatch(List::isEmpty) ? choose.apply(types) : null;
    }

    /** Empty if they are not known. */
    private List<TypeMirror> types(ExpressionTree tree) {
        if (Fields.bare(tree) instanceof SwitchExpressionTree choice) {
            List<Operand> yielded = desk.switches.yielded(choice);
            return yielded.stream().anyMatch(Operand::isBad)
                    ? List.of()
                    : yielded.stream().map(Operand::type).toList();
        }
        Operand operand = desk.expressions.read(tree);
        return operand.isBad() ? List.of() : List.of(operand.type());
    }
}
