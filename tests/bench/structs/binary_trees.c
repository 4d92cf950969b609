#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Node {
    struct Node *left, *right;
} Node;

static Node *make(int64_t depth)
{
    Node *node = malloc(sizeof *node);

    node->left  = depth == 0 ? NULL : make(depth - 1);
    node->right = depth == 0 ? NULL : make(depth - 1);
    return node;
}

static int64_t count(const Node *node)
{
    if (!node->left)
        return 1;
    return 1 + count(node->left) + count(node->right);
}

static void drop(Node *node)
{
    if (node->left) {
        drop(node->left);
        drop(node->right);
    }
    free(node);
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0;
    Node   *kept = make(n);

    for (int64_t depth = 4; depth <= n; depth += 2) {
        for (int64_t i = 0; i < INT64_C(1) << (n - depth); i++) {
            Node *tree = make(depth);

            sum += count(tree);
            drop(tree);
        }
    }
    printf("%" PRId64 "\n", sum + count(kept));
    drop(kept);
}
